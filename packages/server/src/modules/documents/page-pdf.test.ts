import { plainDate } from '@huiyin/domain';
import { documentKinds, fieldsOf } from '@huiyin/domain/documents';
import { documentFieldName } from '@huiyin/domain/messages';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import type { PageBlock } from './blocks.ts';
import { defaultTemplate } from './default-templates.ts';
import { fillTemplate } from './fill-template.ts';
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

test('markup in the data is text; a character that no font has is named, never a box', async () => {
  const data = { petitioner: '#image("/etc/passwd") <w:p/> "\\', matter: '{信访人}' };
  const pdf = pagePdf(readDocx(fillTemplate(defaultTemplate('acceptanceNotice'), 'acceptanceNotice', data)), '', day);
  if (!pdf.ok) throw new Error(pdf.missing);
  expect((await textOf(pdf.bytes)).text).toContain('#image("/etc/passwd")<w:p/>"\\：');
  const strange = fillTemplate(defaultTemplate('acceptanceNotice'), 'acceptanceNotice', { petitioner: '张\u{10fffd}' });
  expect(pagePdf(readDocx(strange), '', day)).toEqual({ ok: false, missing: '\u{10fffd}' });
});
