import type { BureauSettings } from '../settings/settings.ts';
import { bookingChannels } from './booking.ts';
import type { ReceptionSettings } from './settings-shape.ts';

export type { ReceptionSettings };

/** What a bureau starts with: as a provincial capital's education bureau publishes it, and as the plan reads. */
export const receptionSettings: ReceptionSettings = {
  batches: 8,
  minutesPerBatch: 15,
  personsPerBatch: 3,
  cutOffDays: 7,
  channels: bookingChannels,
  strictPapers: false,
  refuseFew: false,
  governmentCounts: true,
};

/** The bureau's own figures, from its settings (开关). */
export function receptionSettingsOf(settings: BureauSettings): ReceptionSettings {
  const set = {
    batches: Number(settings.batchesPerSession),
    minutesPerBatch: Number(settings.minutesPerBatch),
    personsPerBatch: Number(settings.personsPerBatch),
    cutOffDays: Number(settings.bookingDays),
    channels: bookingChannels,
    strictPapers: settings.strictReceptionFile === 'on',
    refuseFew: settings.fewRepresentatives === 'refuse',
    governmentCounts: settings.governmentSessionsCount === 'on',
  };
  return settings.province === 'zhejiang' ? { ...set, province: 'zhejiang' } : set;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** HH:MM, a time that exists. */
export const isClockTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** When a batch begins, HH:MM: the first with the session, each next one after its minutes. */
export function batchStart(
  opensAt: string,
  batch: number,
  { minutesPerBatch }: Pick<ReceptionSettings, 'minutesPerBatch'> = receptionSettings,
): string {
  const minutes = minutesOf(opensAt) + (batch - 1) * minutesPerBatch;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
