/** Charts of a report, drawn once for the screen, the PDF and Word: what is shown, and the marks that show it. */
export * from './charts/chart.ts';
export * from './charts/draw-chart.ts';
export * from './charts/drawing.ts';
