import { type DocumentKind, documentKinds, mustSay } from '@huiyin/domain/documents';
import { mustSayText } from '@huiyin/domain/messages';
import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import { templateProblemText, templateWarningText } from '../../messages/documents.ts';
import { checkTemplate } from './check-template.ts';
import { defaultTemplate } from './default-templates.ts';
import { fillTemplate } from './fill-template.ts';
import { zipBytes } from './zip-bytes.ts';

/** The acceptance notice as the bureau might have edited it. */
function edited(change: (zip: PizZip, xml: string) => string | undefined): Buffer {
  const zip = new PizZip(defaultTemplate('acceptanceNotice'));
  const path = 'word/document.xml';
  const xml = change(zip, zip.file(path)?.asText() ?? '');
  if (xml !== undefined) zip.file(path, xml);
  return zipBytes(zip);
}
const rewritten = (from: string, to: string) => edited((_zip, xml) => xml.replaceAll(from, to));
const told = (bytes: Buffer) => checkTemplate('acceptanceNotice', bytes).problems.map(templateProblemText).join('');

test.each(documentKinds)('the template of %s that comes with the system passes its own check', (kind) => {
  expect(checkTemplate(kind, defaultTemplate(kind))).toEqual({ problems: [], warnings: [], unlaid: [] });
});

describe('what a bureau could upload by mistake is refused, by name', () => {
  test.each([
    [
      'an unknown field, with the nearest known',
      rewritten('{经办人}', '{经办}'),
      '没有“{经办}”这个字段。最接近的是“{经办人}”',
    ],
    ['a field of another paper', rewritten('{说明}', '{复查机关}'), '“{复查机关}”不用于这种文书'],
    ['a field that the law needs', rewritten('{信访人}', ''), '缺少“{信访人}”'],
    ['a brace that nobody closed', rewritten('{文号}', '{文号'), '没有配对的“}”'],
    ['braces of a Chinese keyboard', rewritten('{经办人}', '｛经办人｝'), '“{经办人}”的花括号是全角的'],
    ['a name that every object has', rewritten('{经办人}', '{经办人}{constructor}'), '没有“{constructor}”这个字段'],
    ['a section that nobody closed', rewritten('{/说明}', ''), '没有配对的“{/…}”'],
    ['a raw tag', rewritten('{#说明}{说明}{/说明}', '{@说明}'), '不能写成“{@…}”'],
    ['a macro', edited((zip) => void zip.file('word/vbaProject.bin', 'x')), '宏'],
    [
      'a field that starts a program',
      rewritten('</w:body>', '<w:p><w:r><w:instrText> DDEAUTO c:\\cmd </w:instrText></w:r></w:p></w:body>'),
      '宏',
    ],
    [
      'a template fetched from elsewhere',
      edited(
        (zip) =>
          void zip.file(
            'word/_rels/settings.xml.rels',
            '<Relationships><Relationship Id="r" Type="x/attachedTemplate" Target="http://elsewhere/a.dotm" TargetMode="External"/></Relationships>',
          ),
      ),
      '从外部取内容',
    ],
    ['an entity', edited((_zip, xml) => xml.replace('?>', '?><!DOCTYPE w [<!ENTITY a "b">]>')), '不是完好的 .docx'],
    ['styles that are no XML', edited((zip) => void zip.file('word/styles.xml', '<w:styles')), '不是完好的 .docx'],
    ['no body', edited((_zip, xml) => xml.replaceAll('w:body', 'w:nobody')), '不是完好的 .docx'],
    ['a foot that is no XML', edited((zip) => void zip.file('word/footer9.xml', 'no foot')), '不是完好的 .docx'],
    ['no archive', Buffer.from('PK not really'), '不是完好的 .docx'],
    ['too much', Buffer.alloc(600 * 1024), '超过512KB'],
    [
      'a small archive that holds a great deal',
      edited((zip) => void zip.file('word/media/a.xml', 'a'.repeat(40_000_000))),
      '不是完好的 .docx',
    ],
  ])('%s', (_what, bytes, sentence) => {
    expect(told(bytes)).toContain(sentence);
  });
});

test('a file that was damaged on its way is answered, wherever the damage lies', () => {
  const whole = defaultTemplate('acceptanceNotice');
  const answers = Array.from({ length: Math.ceil(whole.length / 29) }, (_, at) => {
    const damaged = Buffer.from(whole);
    damaged[at * 29] = ~(damaged[at * 29] ?? 0);
    return told(damaged);
  });
  expect(answers.filter((answer) => answer.includes('不是完好的 .docx')).length).toBeGreaterThan(answers.length / 10);
});

describe('what an article wants said is missed by name, whatever else the template says', () => {
  /** The default template of the kind with words taken out of its text. */
  const without = (kind: DocumentKind, words: readonly RegExp[]): Buffer => {
    const zip = new PizZip(defaultTemplate(kind));
    const path = 'word/document.xml';
    zip.file(
      path,
      words.reduce((xml, word) => xml.replaceAll(word, ''), zip.file(path)?.asText() ?? ''),
    );
    return zipBytes(zip);
  };
  const out: Readonly<Record<string, readonly RegExp[]>> = {
    visitorSignature: [/来访人签字：/g],
    accepted: [/，决定予以受理/g],
    handlingTime: [/自受理之日起60日内办结，最迟于\{办理期限\}/g],
    notAccepted: [/，决定不予受理/g],
    whereItWent: [/转交/g],
    extended: [/，办理期限延长至\{延长后期限\}/g],
    reexaminationRight: [/自收到本意见书之日起30日内/g],
    finalReviewRight: [/30日内/g],
    finalDecision: [/不再受理/g],
    urged: [/，现予催办/g],
    supervised: [/，现予督办/g],
    writtenAnswer: [/书面反馈/g],
    circulated: [/，现予通报/g],
    reported: [/报告如下|特此报告/g],
    receiptSignature: [/签收|签字/g],
  };
  test.each(documentKinds.flatMap((kind) => (mustSay[kind] ?? []).map((one) => [kind, one.id, one.binding] as const)))(
    '%s: %s',
    (kind, id, binding) => {
      const { problems, warnings } = checkTemplate(kind, without(kind, out[id] ?? []));
      const sentences = [...problems.map(templateProblemText), ...warnings.map(templateWarningText)];
      const told = sentences.filter((sentence) => sentence.includes(mustSayText(id)));
      expect(told.length).toBe(1);
      expect(told[0]).toMatch(/依据|（/);
      expect(told[0]).toMatch(/《.+》/);
      expect(problems.some(({ code }) => code === 'template-unsaid')).toBe(binding);
    },
  );
});

test('30 working days are not the 30 days of Article 35', () => {
  const zip = new PizZip(defaultTemplate('handlingOpinion'));
  const path = 'word/document.xml';
  zip.file(path, (zip.file(path)?.asText() ?? '').replace('30日内', '30个工作日内'));
  expect(checkTemplate('handlingOpinion', zipBytes(zip)).problems.map(templateProblemText).join('')).toContain(
    '《信访工作条例》第三十五条',
  );
});

test('what a PDF of ours cannot show is said, and the template is sound all the same', () => {
  const numbered = rewritten('<w:p><w:pPr>', '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>');
  expect(checkTemplate('acceptanceNotice', numbered)).toEqual({
    problems: [],
    warnings: [],
    unlaid: ['list'],
  });
});

test.each([
  ['', '请于2026年12月28日前书面反馈办理结果。'],
  ['改进工作', '请于2026年12月28日前书面反馈办理结果；未采纳建议的，应当说明理由。'],
])('a supervision letter with the suggestion “%s” asks: %s', (suggestions, sentence) => {
  const data = { reportBy: '2026年12月28日', suggestions };
  const filled = new PizZip(fillTemplate(defaultTemplate('supervisionLetter'), 'supervisionLetter', data));
  const text =
    filled
      .file('word/document.xml')
      ?.asText()
      .replace(/<[^>]+>/g, '') ?? '';
  expect(text).toContain(sentence);
  expect(text.includes('同时提出以下建议')).toBe(suggestions !== '');
});
