import type PizZip from 'pizzip';

/** An archive (.docx, .xlsx) as bytes, the same for the same content: no entry keeps when it was written. */
export function zipBytes(zip: PizZip): Buffer {
  // Zip keeps the time on the wall, so this is made of local parts: the same bytes everywhere.
  const date = new Date(1980, 0, 1);
  for (const file of Object.values(zip.files)) file.date = date;
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'DOS' });
}
