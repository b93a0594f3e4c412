import { plainDate } from '@huiyin/domain';
import { type DocumentData, type DocumentKind, documentKinds, fieldsOf } from '@huiyin/domain/documents';
import { documentFieldName } from '@huiyin/domain/messages';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import type { PageBlock } from './blocks.ts';
import { defaultTemplate } from './default-templates.ts';
import { fillTemplate } from './fill-template.ts';
import { longMark } from './organ-title.ts';
import { pagePdf } from './page-pdf.ts';
import { readDocx } from './read-docx.ts';

const day = plainDate('2026-11-28');

/** The text that a reader of the PDF can select, without blanks. */
async function textOf(bytes: Uint8Array): Promise<{ text: string; pages: number }> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  let text = '';
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  return { text: text.replace(/\s/g, '').replace(/—\d+—/g, ''), pages: pdf.numPages };
}

function pdfOf(kind: DocumentKind, data: DocumentData): Buffer {
  const pdf = pagePdf(readDocx(fillTemplate(defaultTemplate(kind), kind, data)), kind, day);
  if (!pdf.ok) throw new Error(pdf.missing);
  return pdf.bytes;
}

const signs = (text: string): string => [...text.replace(/\s/g, '')].sort().join('');

function wordsOf(blocks: readonly PageBlock[]): string {
  return blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? block.runs.map(({ text }) => text).join('')
        : block.kind === 'table'
          ? block.rows.flatMap(({ cells }) => cells.map((cell) => wordsOf(cell.blocks))).join('')
          : block.title,
    )
    .join('');
}

/** Every field says its own name, so that a word in the wrong place is seen. */
const sample = (kind: (typeof documentKinds)[number]) =>
  Object.fromEntries(fieldsOf(kind).map((field) => [field, documentFieldName(field)]));

test('what is a draft or was cancelled says so across each of its pages', async () => {
  const laid = readDocx(fillTemplate(defaultTemplate('handlingOpinion'), 'handlingOpinion', sample('handlingOpinion')));
  const pdf = pagePdf(laid, '意见书', day, '拟稿');
  if (!pdf.ok) throw new Error(pdf.missing);
  const { text, pages } = await textOf(pdf.bytes);
  expect(pages).toBe(2);
  expect(text.split('拟稿').length - 1).toBe(pages);
});

describe('every template that comes with the system', () => {
  // one after another on one compiler, in this order: it was here that 求 was once printed as 。
  test.each(documentKinds)('%s: the PDF says, to the character, what the .docx says', async (kind) => {
    const laid = readDocx(fillTemplate(defaultTemplate(kind), kind, sample(kind)));
    expect(laid.unlaid).toEqual([]);
    const pdf = pagePdf(laid, kind, day);
    if (!pdf.ok) throw new Error(pdf.missing);
    const { text, pages } = await textOf(pdf.bytes);
    expect(signs(text)).toBe(signs(wordsOf(laid.blocks)));
    expect(pages).toBeLessThanOrEqual(2);
  });
});

test('the same paper twice is the same bytes; a paragraph for each line of a text, none for an empty field', () => {
  const fill = () =>
    fillTemplate(defaultTemplate('handlingOpinion'), 'handlingOpinion', {
      request: '一、校车\n二、收费',
      opinion: '已办',
    });
  expect(fill().equals(fill())).toBe(true);
  const lines = readDocx(fill()).blocks.map((block) => wordsOf([block]));
  expect(lines).toEqual(expect.arrayContaining(['一、校车', '二、收费', '已办']));
  expect(lines.join('')).not.toContain('申请复查');
  const pdf = () => pagePdf(readDocx(fill()), '意见书', day);
  expect(pdf()).toEqual(pdf());
});

/** The lines of each page as a reader sees them: their text, and how far from the left and the top they begin, in millimetres. */
async function linesOf(bytes: Uint8Array) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const mm = (points: number) => (points * 25.4) / 72;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    const lines = new Map<number, { text: string; left: number; top: number }>();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , , , x = 0, y = 0] = item.transform as number[]; // six numbers, by the PDF standard
      const line = lines.get(Math.round(y)) ?? { text: '', left: mm(x), top: 297 - mm(y) };
      lines.set(Math.round(y), { ...line, text: line.text + item.str });
    }
    pages.push([...lines.values()].sort((a, b) => a.top - b.top));
  }
  return pages;
}

test('22 lines of 28 characters a page; a letter begins at 30 mm, an official paper with its mark above its number', async () => {
  const letter = await linesOf(pdfOf('handlingOpinion', { facts: '字'.repeat(28 * 50), issuer: '临江市教育局' }));
  const full = letter[1]?.filter(({ text }) => text.startsWith('字')) ?? [];
  expect(full.map(({ text }) => text.length)).toEqual(Array(22).fill(28));
  expect(full[0]?.left).toBeCloseTo(28, 0);
  expect(letter[0]?.[0]).toMatchObject({ text: '临江市教育局' });
  // the baseline of a character of 26 points lies about 8 mm under its upper edge
  expect((letter[0]?.[0]?.top ?? 0) - 8).toBeGreaterThan(29);
  expect((letter[0]?.[0]?.top ?? 0) - 8).toBeLessThan(31);
  const paper = await linesOf(pdfOf('circularNotice', { issuer: '临江市教育局', number: '教信通〔2026〕1号' }));
  expect(paper[0]?.slice(0, 2).map(({ text }) => text)).toEqual(['临江市教育局文件', '教信通〔2026〕1号']);
  // 35 mm under the upper edge of the type area, itself 37 mm under the page's
  expect((paper[0]?.[0]?.top ?? 0) - 10).toBeGreaterThan(71);
  expect((paper[0]?.[0]?.top ?? 0) - 10).toBeLessThan(73);
});

test('the name of an enclosure goes on under its own first character, with a number before it or without', async () => {
  const name = '临江市第三实验小学课后服务收费公示材料复印件及家长委员会会议记录';
  const lefts = async (enclosures: string, manyEnclosures: string) => {
    const lines = (await linesOf(pdfOf('urgingLetter', { text: '办', enclosures, manyEnclosures }))).flat();
    const at = lines.findIndex(({ text }) => text.startsWith('附件：'));
    return [lines[at]?.left ?? 0, lines[at + 1]?.left ?? 0].map((left) => Math.round(((left - 28) * 72) / 25.4 / 16));
  };
  // characters from the left edge: 附件： begins at the third, a name after three more, or four with its number
  expect(await lefts(`附件：${name}`, '')).toEqual([2, 5]);
  expect(await lefts(`附件：1.${name}\n　　　2.票据`, '2件')).toEqual([2, 6]);
});

test('抄送 is never alone on a page, however far the words before it reach, and stands at the foot of the last one (7.4)', async () => {
  const copyTo = '市信访局，省教育厅信访办公室，市纪委监委驻市教育局纪检监察组，市人民政府督查室';
  for (let lines = 6; lines <= 16; lines += 1) {
    const last = (await linesOf(pdfOf('urgingLetter', { text: '字'.repeat(26 + 28 * lines), copyTo }))).at(-1) ?? [];
    const said = last.map(({ text }) => text);
    expect([lines, said.some((text) => text.includes('经办人'))]).toEqual([lines, true]);
    const foot = last.findLast(({ text }) => !text.includes('—'));
    expect(foot?.top).toBeGreaterThan(255);
    expect(said.join('')).toContain(copyTo);
  }
});

test('who issues a paper signs it in one line, over its date; a long name goes up to the right edge (7.3.5.1)', async () => {
  const signed = async (issuer: string, longIssuer: string) => {
    const page = (
      await linesOf(pdfOf('urgingLetter', { text: '办', issuer, longIssuer, issuedOn: '2026年11月29日' }))
    ).flat();
    const at = page.findLastIndex(({ text }) => text === issuer);
    return [page[at], page[at + 1]].map((line) => [
      line?.text,
      Math.round((((line?.left ?? 0) - 28) * 72) / 25.4 / 15.75),
    ]);
  };
  const [short, long] = ['青石县教育体育局', '清河市教育体育局信访工作协调领导小组联席会议办公室'];
  expect(await signed(short, '')).toEqual([
    [short, 16],
    ['2026年11月29日', 17],
  ]);
  expect(await signed(long, long)).toEqual([
    [long, 28 - long.length],
    ['2026年11月29日', 17],
  ]);
});

test.each(['urgingLetter', 'circularNotice'] as const)(
  '%s: in the .docx too 版记 is never parted from who signs (7.4)',
  (kind) => {
    const data = {
      issuer: '临江市教育局',
      actor: '周敏',
      statute: '《信访工作条例》',
      copyTo: '市信访局',
      printedBy: '局办公室',
    };
    const xml = new PizZip(fillTemplate(defaultTemplate(kind), kind, data)).file('word/document.xml')?.asText() ?? '';
    const [words = '', table = ''] = xml.slice(xml.lastIndexOf('临江市教育局</w:t>')).split('<w:tblpPr');
    expect(words).toContain('经办人：周敏');
    const paragraphs = words.split('<w:p>').slice(1);
    expect(paragraphs.length).toBeGreaterThan(1);
    for (const paragraph of paragraphs) expect(paragraph).toContain('<w:keepNext/>');
    // its own rows neither: only the last one has none after it
    const rows = table.split('<w:tr>').slice(1);
    for (const row of rows.slice(0, -1)) expect(row).toContain('<w:keepNext/>');
  },
);

test('the notice of acceptance says by when and where to ask on one page', async () => {
  const pages = await linesOf(
    pdfOf('acceptanceNotice', {
      issuer: '临江市教育局',
      number: '教信受〔2026〕1号',
      petitioner: '王建国',
      matter: '课后服务收费问题',
      caseNumber: '信〔2026〕35号',
      receivedOn: '2026年11月20日',
      basis: '《信访工作条例》第二十三条、《信访工作制度》第六条',
      dueOn: '2027年1月27日',
      issuedOn: '2026年11月28日',
      actor: '周敏',
      contact: '临江市青年路1号一楼信访接待室，0570-5550100，工作日8:30—17:30',
      statute: '《信访工作条例》，2022年5月1日起施行',
    }),
  );
  expect(pages.length).toBe(1);
  const said = (pages[0] ?? []).map(({ text }) => text).join('');
  expect(said).toContain('自受理之日起60日内办结，最迟于2027年1月27日作出书面答复');
  expect(said).toContain('经办人：周敏；联系方式：临江市青年路1号一楼信访接待室，0570-5550100，工作日8:30—17:30）');
});

describe('发文机关标志', () => {
  const lines = async (issuer: string, kind: DocumentKind = 'urgingLetter') => {
    const [page = []] = await linesOf(
      pdfOf(kind, { text: '办', issuer, longMark: longMark(issuer), number: '〔2026〕1号' }),
    );
    return page
      .slice(
        0,
        page.findIndex(({ text }) => text.includes('〔2026〕')),
      )
      .map(({ text }) => text);
  };

  test.each([
    ['in one line', '临江市教育局', ['临江市教育局']],
    ['the longest in its size', '临江经济技术开发区社会发展管局', ['临江经济技术开发区社会发展管局']],
    ['a size smaller', '临江师范高等专科学校附属实验小学', ['临江师范高等专科学校附属实验小学']],
    [
      'in two lines, between words',
      '临江经济技术开发区社会发展和教育文化体育局',
      ['临江经济技术开发区', '社会发展和教育文化体育局'],
    ],
    [
      'after a whole body',
      '中共临江市委教育工作委员会临江市教育体育局',
      ['中共临江市委教育工作委员会', '临江市教育体育局'],
    ],
    [
      'twice the same',
      '永安县大坪乡梨树教学点永安县大坪乡梨树教学点',
      ['永安县大坪乡梨树教学点', '永安县大坪乡梨树教学点'],
    ],
  ])('%s', async (_how, issuer, said) => {
    expect(await lines(issuer)).toEqual(said);
    expect(await lines(issuer, 'circularNotice')).toEqual([...said.slice(0, -1), `${said.at(-1)}文件`]);
  });

  test('never wider than its line, whatever the name', async () => {
    for (const issuer of ['教'.repeat(18), '教'.repeat(19), '教'.repeat(60)]) {
      const said = await lines(issuer, 'circularNotice');
      expect(said.join('')).toBe(`${issuer}文件`);
      expect(said.length).toBe(Math.ceil(issuer.length / 18));
    }
  });
});

test('an urgent paper with the longest number has it in one line', async () => {
  const number = '临开社会事业和教体局信催〔2026〕1234号';
  const [page = []] = await linesOf(pdfOf('urgingLetter', { urgency: '加急', number, text: '办' }));
  expect(page.some(({ text }) => text.endsWith(number))).toBe(true);
});

test('a template with a grid of characters, as Word writes it, is set as close', () => {
  const zip = new PizZip(fillTemplate(defaultTemplate('handlingOpinion'), 'handlingOpinion', { opinion: '已办' }));
  const path = 'word/document.xml';
  const grid = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-2048"/>';
  zip.file(
    path,
    (zip.file(path)?.asText() ?? '').replace(/<w:docGrid[^>]*>/, grid).replaceAll('<w:spacing w:val="-5"/>', ''),
  );
  const said = readDocx(zip.generate({ type: 'nodebuffer' })).blocks.flatMap((block) =>
    block.kind === 'paragraph' ? block.runs : [],
  );
  // the styles' own quarter point, and the grid's half
  expect(new Set(said.map(({ tracking }) => tracking))).toEqual(new Set([-0.75]));
});

test('lines that an office program has put into the cells, or said twice, are drawn; its split runs are one tag', () => {
  const saved = (kind: DocumentKind, change: (xml: string) => string): Buffer => {
    const zip = new PizZip(defaultTemplate(kind));
    const path = 'word/document.xml';
    zip.file(path, change(zip.file(path)?.asText() ?? ''));
    return zip.generate({ type: 'nodebuffer' });
  };
  const edges = ['top', 'left', 'bottom', 'right'].map((edge) => `<w:${edge} w:val="single" w:sz="6"/>`).join('');
  const form = saved('deliveryReceipt', (xml) =>
    xml
      .replace(/<w:tblBorders>.*?<\/w:tblBorders>/, '')
      .replaceAll('<w:vAlign', `<w:tcBorders>${edges}</w:tcBorders><w:vAlign`),
  );
  const table = readDocx(form).blocks.find((block) => block.kind === 'table');
  const cells = table?.rows.flatMap((row) => row.cells) ?? [];
  expect(cells.length).toBeGreaterThan(10);
  for (const { lines } of cells) expect(lines).toEqual({ top: 0.75, right: 0.75, bottom: 0.75, left: 0.75 });
  const letter = saved('acceptanceNotice', (xml) =>
    xml
      .replace('<w:pBdr>', '<w:pBdr></w:pBdr><w:pBdr>')
      .replace(
        '{发文机关}</w:t></w:r>',
        '{发文</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t>机关</w:t></w:r><w:r><w:t>}</w:t></w:r>',
      ),
  );
  const [mark] = readDocx(fillTemplate(letter, 'acceptanceNotice', { issuer: '临江市教育局' })).blocks;
  expect(mark).toMatchObject({ below: { style: 'thickThin', colour: '#c00000' } });
  expect(mark && wordsOf([mark])).toBe('临江市教育局');
});

test('a refusal sends the petitioner to the body that is competent, or to where the matter is in hand already (R31, Art 19)', () => {
  const said = (data: DocumentData) =>
    wordsOf(readDocx(fillTemplate(defaultTemplate('nonAcceptanceNotice'), 'nonAcceptanceNotice', data)).blocks);
  expect(said({ competentBody: '市交通运输局' })).toContain('请您依法向市交通运输局提出。');
  const inHand = said({ competentBody: '青石县教育局', inHandBy: '青石县教育局' });
  expect(inHand).toContain('该事项正由青石县教育局办理，请您向该机关了解办理情况。');
  expect(inHand).not.toContain('请您依法向');
});

test('a 复查 opinion says against what it was asked for: the paper by its number, or whose answer it was (Art 35)', () => {
  const said = (data: DocumentData) =>
    wordsOf(readDocx(fillTemplate(defaultTemplate('reexaminationOpinion'), 'reexaminationOpinion', data)).blocks);
  expect(said({ handlingUnit: '西河区教育局' })).toContain('，不服西河区教育局的处理意见，向我机关请求复查');
  expect(said({ paperNumber: '教信复〔2026〕4号' })).toContain('，不服教信复〔2026〕4号处理意见，向我机关请求复查');
});

test('markup in the data is text; a character that no font has is named, never a box', async () => {
  const data = { petitioner: '#image("/etc/passwd") <w:p/> "\\', matter: '{信访人}' };
  const pdf = pagePdf(readDocx(fillTemplate(defaultTemplate('acceptanceNotice'), 'acceptanceNotice', data)), '', day);
  if (!pdf.ok) throw new Error(pdf.missing);
  expect((await textOf(pdf.bytes)).text).toContain('#image("/etc/passwd")<w:p/>"\\：');
  const strange = fillTemplate(defaultTemplate('acceptanceNotice'), 'acceptanceNotice', { petitioner: '张\u{10fffd}' });
  expect(pagePdf(readDocx(strange), '', day)).toEqual({ ok: false, missing: '\u{10fffd}' });
});
