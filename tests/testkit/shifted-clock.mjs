// Loaded before a program (node --import): its clock runs, but HUIYIN_AHEAD milliseconds ahead, and those that the file
// HUIYIN_CLOCK says at each moment.
import { readFileSync } from 'node:fs';
import { shiftDate } from './shift-date.ts';

const { HUIYIN_AHEAD, HUIYIN_CLOCK } = process.env;
const clock = { ahead: 0 };
const read = () => {
  clock.ahead = (Number(HUIYIN_AHEAD) || 0) + (HUIYIN_CLOCK ? Number(readFileSync(HUIYIN_CLOCK, 'utf8')) || 0 : 0);
};
read();
if (HUIYIN_CLOCK) setInterval(read, 50).unref();
shiftDate(clock);
