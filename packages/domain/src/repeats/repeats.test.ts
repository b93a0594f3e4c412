import { describe, expect, test } from 'vitest';
import { matter, must, register, Story } from '../testkit.ts';
import { likenessKeys, sharedWords } from './likeness.ts';
import { alike, identityTexts, numberTexts, type Person, type Probe, repeatAdvice } from './repeats.ts';

const card = '11010519491231002X';
const words = {
  title: '校车 3 号线停运，要求恢复',
  demand: '本学期校车第三条线路停开，沿线三个村二十多名学生每天要步行四十多分钟，请求恢复线路或者调整站点。',
};
const other = {
  title: '反映食堂饭菜质量差',
  demand: '孩子多次反映午餐菜量少、偏凉，个别日子有异味，请求检查食堂并公开食材采购情况。',
};

function known(petitioner: Partial<Person>, text: { title: string; demand: string } = words) {
  const story = new Story();
  const person = { kind: 'person', anonymous: false, name: '李小明', ...petitioner } as const;
  must(story.give(register({ matter: matter({ ...text, petitioner: person }) })));
  return story.case();
}
const probe = (person: Partial<Person>, text: { title: string; demand: string } = words, unit = 'basic'): Probe => ({
  channel: 'visit',
  people: [{ name: '李小明', ...person }],
  ...text,
  handlingUnitId: unit,
});

describe('the same person', () => {
  test.each<[string, Partial<Person>, Partial<Person>, string | undefined]>([
    ['the same card, however typed', { idCard: card }, { name: '李晓明', idCard: '110105 19491231 002x' }, 'sameCard'],
    [
      'the same telephone, however typed',
      { phone: '13912342041' },
      { name: '王芳', phone: '+86 139-1234-2041' },
      'samePhone',
    ],
    ['the same name at the same unit', {}, { name: '李 小 明' }, 'sameNameAndPlace'],
    ['another name at the same unit', {}, { name: '李小民' }, undefined],
    [
      'two cards are two people, though name and telephone agree',
      { idCard: card, phone: '13912342041' },
      { idCard: '11010519491231003X', phone: '13912342041' },
      undefined,
    ],
  ])('%s', (_name, a, b, kind) => {
    const found = alike(probe(b, other), known(a));
    expect(found?.reasons[0]?.kind).toBe(kind);
  });

  test('the same number of the paper, however its brackets are typed, whoever it is of; a short one is not enough', () => {
    const story = new Story();
    must(
      story.give(register({ channel: 'transferred', incoming: { from: '省教育厅', number: '教信转〔2026〕118号' } })),
    );
    const found = (number: string) => alike({ ...probe({ name: '王芳' }, other), number }, story.case())?.reasons;
    expect(found('教信转[2026] 118号')).toEqual([{ kind: 'sameNumber' }]);
    expect(found('教信转〔2026〕119号')).toBeUndefined();
    expect(numberTexts({ number: '118' })).toEqual([]);
  });

  test('the same name elsewhere is not enough; with similar words it is', () => {
    expect(alike(probe({}, other, 'east'), known({}))).toBeUndefined();
    expect(alike(probe({}, words, 'east'), known({}))?.reasons.map(({ kind }) => kind)).toEqual([
      'sameName',
      'similarWords',
    ]);
  });

  test('somebody who joined in is found, an anonymous petitioner never', () => {
    const story = new Story();
    const members = [{ name: '王建国', phone: '13812345678', representative: true }];
    must(story.give(register({ joint: { persons: 9, members } })));
    expect(alike(probe({ name: '王建国', phone: '13812345678' }, other), story.case())?.reasons[0]?.kind).toBe(
      'samePhone',
    );
    const hidden = new Story();
    must(
      hidden.give(register({ matter: matter({ petitioner: { kind: 'person', anonymous: true, name: '李小明' } }) })),
    );
    expect(alike(probe({}, other), hidden.case())).toBeUndefined();
  });

  test('what is looked for holds every number in one form, and nothing of nobody', () => {
    expect(
      identityTexts({ name: ' 李 明 ', phone: '０571-8700 1234', idCard: '', address: '文晖路 8 号' }, 'east'),
    ).toEqual(['phone:057187001234', 'unit:李明:east', 'home:李明:文晖路8号']);
    expect(identityTexts({ name: '', phone: '不详' }, 'east')).toEqual([]);
  });
});

describe('the same matter', () => {
  const rewritten = {
    title: '校车三号线停开，请恢复',
    demand: '这学期校车第三条线路停开了，三个村的二十多名学生每天要步行四十多分钟，希望恢复线路或调整站点。',
  };
  test('in other words: keys in common, and the words that both have', () => {
    const shared = likenessKeys(words).filter((key) => likenessKeys(rewritten).includes(key));
    expect(shared.length).toBeGreaterThan(0);
    const found = alike(probe({ name: '张三' }, rewritten), known({}));
    expect(found?.reasons[0]).toMatchObject({ kind: 'similarWords' });
    expect(sharedWords(rewritten, words)).toContain('学期校车第三条线路停开');
  });

  test('another matter shares no key and is not shown', () => {
    expect(likenessKeys(words).filter((key) => likenessKeys(other).includes(key))).toEqual([]);
    expect(alike(probe({ name: '张三' }, other), known({}))).toBeUndefined();
  });

  test.each(['', '反映问题', '，。！', '12', '𠮷'])('%s is no matter yet', (title) => {
    expect(alike(probe({ name: '' }, { title, demand: '' }), known({}))).toBeUndefined();
    for (const key of likenessKeys({ title, demand: '' })) expect(Number.isSafeInteger(key) && key >= 0).toBe(true);
  });
});

describe('what the law says of a repeat', () => {
  test.each([
    ['registered', 'inProgress', '第十九条'],
    ['merged', 'inProgress', '第十九条'],
    ['completed', 'replied', '第三十五条'],
    ['concluded', 'concluded', '第三十六条'],
    ['withdrawn', 'none', undefined],
    ['refused', 'none', undefined],
  ] as const)('of a case that is %s: %s', (status, prior, article) => {
    const advice = repeatAdvice('letter', { status, channel: 'visit' });
    expect(advice.prior).toBe(prior);
    expect(advice.citations[0]?.article).toBe(article);
  });

  test.each([
    ['hotline', 'letter', 'registered', 'hotlineInPetition'],
    ['letter', 'hotline', 'assigned', 'petitionInHotline'],
    ['hotline', 'hotline', 'registered', undefined],
    ['hotline', 'letter', 'completed', undefined],
  ] as const)('a %s of what runs as %s (%s): %s', (channel, otherChannel, status, crossing) => {
    expect(repeatAdvice(channel, { status, channel: otherChannel }).crossing).toBe(crossing);
  });
});
