import { describe, expect, it } from 'vitest';
import { parseText, readSheetFile, unpackedSize } from './read-sheet.ts';

/** A sheet as WPS writes it: texts, a date, a number, a formula with its value. */
const xlsx =
  'UEsDBBQAAAAIAOWhfF0XbY/dnQAAAAMBAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbHWPSQ7CMAxFrxJli1oXFixQWxbADbiAFdxBpEkUm6rcnnRYIVja738/uTxPg1UjRe69q/Q+L/S5Lu/vQKwScVzpTiScANh0NCDnPpBLpPFxQEljbCGgeWJLcCiKIxjvhJxkMt/QdXmlBl9W1G1K69USybJWlzU4uyqNIdjeoCQOo3t8WbLNkKfmkuGuD7xLAQ0/DTP5L9h6sLxZfwBQSwMEFAAAAAgA5aF8XQy+r+2cAAAA8gAAAA8AAAB4bC93b3JrYm9vay54bWyNjz0OgzAMha8S+QAYOnRAISxdOvcEKZgmgiTITn+O3wjK3sl+etbn93T/CYt6EYtPsYOmqqE3+p14vqc0q2JG6cDlvLaIMjgKVqq0UizOlDjYXCQ/UFYmO4ojymHBU12fMVgfYSe0/A8jTZMf6JKGZ6CYdwjTYnOJJs6vAkZvH+Q3VbSBOriB2uR1LAVAcevLwg2g0Xjc41HJfAFQSwMEFAAAAAgA5aF8XXhPzFupAAAAgQEAABoAAAB4bC9fcmVscy93b3JrYm9vay54bWwucmVsc62QOw6DMBBEr4L2ACxQpIgwNGnSRrmA5SwYgT/yOh9uHytRPkgUKVKtZnb1ZrR1ezNTdqHAg7MCyryAtqkPNMmYDNaD5yxdWBagY/RbRFaajOTcebJp07lgZEwy9OilGmVPWBXFBsM3A5bMbH8SEErIjrOnX8iu6wZFO6fOhmxcCcCrCyNropigMvQUBbwtxsco80QFXKtS/bMKx3ki/vR46lc4Lp7b3AFQSwMEFAAAAAgA5aF8XdQK1+mYAAAAyAAAAA0AAAB4bC9zdHlsZXMueG1sXY6xDoMwDER/JfIHkICqDhWBDYmlS5euKZiCFCdRHCr4+4aqUqVuvndn++p2IyteGHnxTkNZKGibmtNu8TYjJpFtxxrmlMJFSh5mJMOFD+iyM/lIJmUZn5JDRDPysURWVkqdJZnFQVMPaO19YjH41SUNVUbbJNxKHaV+1KBA/pHyBMKEYPfrSg+M3edNxkdQfs/l6VezeQNQSwMEFAAAAAgA5aF8XXYhjMkeAQAAGQIAABgAAAB4bC93b3Jrc2hlZXRzL3NoZWV0MS54bWx1kU9KxDAYxa9SeoD52rQUlDTDaG/gCUpNbbH/SELHrTtBHAYs6GIGdaEu1YWzEMTL2E6PYdpKmYF2l7yXH+97+fD0Io6UnDIepomt6hNNnRI8T9k5DygVinQTbquBENkhAPcCGrt8kmY0kY6fstgV8srOgGeMuqctFEeANM2C2A0TleBWc1zhEszSucJkilS95jDTVUXYaphEYUJPBJN6yAkW5Pfrelt8YBAEQ6OA908cjRFVsSmv3qu752r1MMAdj3Hb4rN+Ww8QzhhRvt6Wy5t9AmSzvh7q66GxYR+f6u+X8nJV/yyHSkqOd9+UE9MyTAtDvlsGtY5uHOjIMJFm6vu+0+XyNtEnM4TBb4BqvajuF/3bbmjY2Q/0iyd/UEsBAhQDFAAAAAgA5aF8XRdtj92dAAAAAwEAABMAAAAAAAAAAAAAAIABAAAAAFtDb250ZW50X1R5cGVzXS54bWxQSwECFAMUAAAACADloXxdDL6v7ZwAAADyAAAADwAAAAAAAAAAAAAAgAHOAAAAeGwvd29ya2Jvb2sueG1sUEsBAhQDFAAAAAgA5aF8XXhPzFupAAAAgQEAABoAAAAAAAAAAAAAAIABlwEAAHhsL19yZWxzL3dvcmtib29rLnhtbC5yZWxzUEsBAhQDFAAAAAgA5aF8XdQK1+mYAAAAyAAAAA0AAAAAAAAAAAAAAIABeAIAAHhsL3N0eWxlcy54bWxQSwECFAMUAAAACADloXxddiGMyR4BAAAZAgAAGAAAAAAAAAAAAAAAgAE7AwAAeGwvd29ya3NoZWV0cy9zaGVldDEueG1sUEsFBgAAAAAFAAUARwEAAI8EAAAAAA==';
/** Its first sheet, which is not its first file: A1:B1 and A2:A3 are merged. */
const merged =
  'UEsDBBQAAAAIAAiFfV3tMeMQlQAAAAQBAAAPAAAAeGwvd29ya2Jvb2sueG1sjY9BDoJADEWvMukBLLJwQYCVG48xQHEmMNNJO0aPL4IY3blqf/7La1rfWaaOeTKPMEdtwOWcKkTtHQWrB04Ul2ZkCTYvUa6oScgO6ohymLEsihMG6yNshkr+cfA4+p7O3N8CxbxJhGabPUd1Pim09XpB39NEG6gBC2aNl6GBIxip/LJICfiLdV9Y+cGOLwx3Le6ft09QSwMEFAAAAAgACIV9XStEpMCVAAAAegEAABoAAAB4bC9fcmVscy93b3JrYm9vay54bWwucmVsc72QywrCMBBFf6XkAzptFy6k6cqNW/EHQpw8aPMgM6L+vUFQKnThytUwd+Dcw4wnXBT7FMn5TM09LJGkcMx5D0DaYVDUpoyxXkwqQXFdi4Ws9KwswtB1OyhrhpjGNbM5XqQovWjOj4y/kJMxXuMh6WvAyBsFcEtlJofIFaqKRZbiExG8Rt9WqoAtleHPKsNbBb5ePT0BUEsDBBQAAAAIAAiFfV25y8u18QAAANgBAAAYAAAAeGwvd29ya3NoZWV0cy9zaGVldDEueG1sfZHPSgMxEIdfJeQBnHaLBUs20Oob9AnCOu0u5s+SjNRzr2Ip6MGLWBH07FXwbdxq38K06tZC11vml3zzMRMxcf4s5IjELoy2IeU5UdkDCFmORoUDV6KNNyPnjaJY+jGE0qM63UBGQ9JqdcGownIpNtmJIiWFdxPmU96OabY+9NucUcoLqwuLQ/IxL4IUJKvn62p+JYCkgHUC2Q8xaCLeXy8/bl52CYi+WprU0qShxfJutryd7ZM2EouHz7enf6SdX+mg09Bi9XhfLab7WsCfxRn0YzxGrQPL3Lml7x3WKfM4ioMd9vpHHCK5fR6L+jPlF1BLAwQUAAAACAAIhX1d9uMMsfUAAADwAQAAGAAAAHhsL3dvcmtzaGVldHMvc2hlZXQyLnhtbH2RT0oDMRSHrxJyAF87Ay6GTKC1N/AEYXztDObPkLxS127FIujCjVgRdO1W8DZO1VuYqToqdtzlfeH3+8iLWDh/GEpEYkdG25DzkqjOAEJRolFhx9Vo483UeaMojn4GofaoDjYhoyEZDHbBqMpyKTZsokhJ4d2C+ZwPIy3aw2jIGeW8srqyuE8+8ipIQbK5P2/OTgWQFNASKD4T477E8+PJy8XD7wREXydNOmnSU7G+Wq4vl9ukvYnVzevT3T/S9Es6Tnsq3m6vm9Xxtgr4sTiDfoZ7qHVghZtb+nhOR5nHabvNLK4H/vIkG6Uth++aOHSfLN8BUEsBAhQDFAAAAAgACIV9Xe0x4xCVAAAABAEAAA8AAAAAAAAAAAAAAIABAAAAAHhsL3dvcmtib29rLnhtbFBLAQIUAxQAAAAIAAiFfV0rRKTAlQAAAHoBAAAaAAAAAAAAAAAAAACAAcIAAAB4bC9fcmVscy93b3JrYm9vay54bWwucmVsc1BLAQIUAxQAAAAIAAiFfV25y8u18QAAANgBAAAYAAAAAAAAAAAAAACAAY8BAAB4bC93b3Jrc2hlZXRzL3NoZWV0MS54bWxQSwECFAMUAAAACAAIhX1d9uMMsfUAAADwAQAAGAAAAAAAAAAAAAAAgAG2AgAAeGwvd29ya3NoZWV0cy9zaGVldDIueG1sUEsFBgAAAAAEAAQAEQEAAOEDAAAAAA==';
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

/** A zip whose directory says what its one file unpacks to. */
function zipSaying(unpacked: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(46 + 22 + 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x04034b50, true);
  view.setUint32(4, 0x02014b50, true);
  view.setUint32(4 + 24, unpacked, true);
  view.setUint32(50, 0x06054b50, true);
  view.setUint16(50 + 10, 1, true);
  view.setUint32(50 + 16, 4, true);
  return bytes;
}

const readOf = async (bytes: Uint8Array<ArrayBuffer> | string) => {
  const read = await readSheetFile(new Blob([bytes]));
  return read.ok ? read.rows : read.why;
};

describe('a sheet that was chosen', () => {
  it('.xlsx: texts, days, numbers, and of a formula its value', async () => {
    expect(await readOf(bytesOf(xlsx))).toEqual([
      ['事由', '收到日期', '电话', '姓名'],
      ['校车停运', '2026-11-20', '13912342041', '李明'],
    ]);
  });

  it('merged cells below the names of the columns are named, not read as empty', async () => {
    expect(await readOf(bytesOf(merged))).toContain('（A2:A3）');
  });

  it('.csv in UTF-8 and in GB 18030, with quotes, commas and line ends inside', async () => {
    expect(await readOf('\ufeff事由,诉求与经过\r\n"校车,停运","第一行\n""第二行"""\r\n')).toEqual([
      ['事由', '诉求与经过'],
      ['校车,停运', '第一行\n"第二行"'],
    ]);
    const gbk = Uint8Array.from([0xca, 0xc2, 0xd3, 0xc9, 0x0a, 0xd0, 0xa3, 0xb3, 0xb5]);
    expect(await readOf(gbk)).toEqual([['事由'], ['校车']]);
    const unicodeText = Uint8Array.from([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from('事由\n校车', (sign) => sign.charCodeAt(0)).buffer),
    ]);
    expect(await readOf(unicodeText)).toEqual([['事由'], ['校车']]);
  });

  it('a program, an old .xls, a picture and nothing at all are no sheets', async () => {
    for (const bytes of [[0x4d, 0x5a, 0x90, 0], [0xd0, 0xcf, 0x11, 0xe0, 0], [0xff, 0xd8, 0xff, 0], []]) {
      expect(await readOf(Uint8Array.from(bytes))).toContain('另存为');
    }
    expect(await readOf('事由\n\n')).toContain('没有内容');
  });

  it('a zip that would unpack to gigabytes is not opened, nor one without a sheet, nor half a one', async () => {
    expect(unpackedSize(zipSaying(3_000_000_000))).toEqual({ size: 3_000_000_000, entries: 1 });
    expect(await readOf(zipSaying(3_000_000_000))).toContain('太大');
    expect(await readOf(zipSaying(10))).toContain('没有读出来');
    expect(await readOf(bytesOf(xlsx).slice(0, 900))).toContain('没有读出来');
    // one that unpacks to more than it said
    const lying = bytesOf(xlsx);
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 46; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 9, true);
    expect(await readOf(lying)).toContain('没有读出来');
  });

  it('fifty thousand rows are told to be split', () => {
    const read = parseText(`事由\n${'校车\n'.repeat(50_000)}`);
    expect(read).toMatchObject({ ok: false, why: expect.stringContaining('50000') });
  });

  it('cells copied from a sheet are told apart by tabs', () => {
    expect(parseText('事由\t姓名\n校车,停运\t李明')).toMatchObject({
      rows: [
        ['事由', '姓名'],
        ['校车,停运', '李明'],
      ],
    });
  });
});
