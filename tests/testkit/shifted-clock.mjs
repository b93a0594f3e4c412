// Loaded before a server (node --import): its clock runs, but as many milliseconds ahead as the file HUIYIN_CLOCK says.
import { readFileSync } from 'node:fs';

const Real = Date;
let ahead = 0;
const read = () => {
  ahead = Number(readFileSync(process.env.HUIYIN_CLOCK, 'utf8')) || 0;
};
read();
setInterval(read, 50).unref();
globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + ahead);
    else super(...given);
  }
  static now() {
    return Real.now() + ahead;
  }
};
