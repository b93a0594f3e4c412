/**
 * What the office alone works with, apart from the core so that no phone carries it: the yearly notice, reception days,
 * duty rota, the reception file, figures.
 */
export * from './calendar/notice.ts';
export * from './calendar/reception-days.ts';
export * from './figures/rates.ts';
export * from './reception/file.ts';
export * from './reception/rota.ts';
