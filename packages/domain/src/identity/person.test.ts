import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, fromEpochDay, plainDate, toEpochDay } from '../date.ts';
import { nameKey, parsePhone, searchTerms } from './contact.ts';
import { maskResidentCard, parseResidentCard, residentCardCheck } from './resident-card.ts';

const today = plainDate('2026-11-22');
const digit = fc.integer({ min: 0, max: 9 });
/** Numbers as they are issued: region, birth, order, check. */
const card = fc
  .tuple(
    fc.constantFrom('110101', '330106', '650100', '710000', '810000', '820000', '830000'),
    fc.integer({ min: toEpochDay(plainDate('1900-01-01')), max: toEpochDay(today) }).map(fromEpochDay),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, birth, order]) => {
    const seventeen = `${region}${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    return { number: `${seventeen}${residentCardCheck(seventeen)}`, region, birth, order };
  });

describe('resident cards (公民身份号码)', () => {
  test('every well-made number is read', () => {
    fc.assert(
      fc.property(card, ({ number, region, birth, order }) => {
        expect(parseResidentCard(number, today)).toEqual({
          ok: true,
          value: {
            number,
            region,
            birthDate: birth,
            sex: order % 2 === 1 ? 'male' : 'female',
            residencePermit: /^8[123]0000$/.test(region),
          },
        });
      }),
    );
  });

  test('a slip in any one digit is found', () => {
    fc.assert(
      fc.property(card, fc.integer({ min: 0, max: 16 }), digit, ({ number }, at, other) => {
        fc.pre(number[at] !== String(other));
        expect(parseResidentCard(`${number.slice(0, at)}${other}${number.slice(at + 1)}`, today).ok).toBe(false);
      }),
    );
  });

  test('two neighbours that change places are found', () => {
    fc.assert(
      fc.property(card, fc.integer({ min: 0, max: 15 }), ({ number }, at) => {
        fc.pre(number[at] !== number[at + 1]);
        const swapped = `${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`;
        expect(parseResidentCard(swapped, today).ok).toBe(false);
      }),
    );
  });

  test.each([
    ['11010519491231002X', true],
    ['11010519491231002x', true],
    [' 110105 19491231 002X ', true],
    ['440524188001010014', 'resident-card-birth-date'],
    ['110105194912310021', 'resident-card-check'],
    ['110105194902300023', 'resident-card-birth-date'],
    ['990105194912310020', 'resident-card-malformed'],
    ['840000194912310020', 'resident-card-malformed'],
    ['110105491231002', 'resident-card-malformed'],
    ['1101051949123100２X', 'resident-card-malformed'],
    ['', 'resident-card-malformed'],
  ])('%s: %s', (number, expected) => {
    const result = parseResidentCard(number, today);
    expect(result.ok ? true : result.code).toBe(expected);
    expect(JSON.stringify(result.ok ? {} : result)).not.toContain(number.slice(0, 6) || 'nothing');
  });

  test('born today is possible, born tomorrow is not', () => {
    const born = (birth: string) => {
      const seventeen = `330106${birth.replaceAll('-', '')}001`;
      return parseResidentCard(`${seventeen}${residentCardCheck(seventeen)}`, today);
    };
    expect(born(today).ok).toBe(true);
    expect(born(addDays(today, 1))).toMatchObject({ code: 'resident-card-birth-date' });
  });

  test.each([
    ['11010519491231002X', '110***********002X'],
    ['12345', '****'],
    [' ', ''],
  ])('%s is shown as %s', (number, masked) => {
    expect(maskResidentCard(number)).toBe(masked);
  });
});

describe('telephone numbers', () => {
  test.each([
    ['13912342041', '13912342041'],
    ['+86 139 1234 2041', '13912342041'],
    ['0086-139-1234-2041', '13912342041'],
    ['１３９１２３４２０４１', '13912342041'],
    ['0571-8700 1234', '057187001234'],
    ['(010) 6612 3456', '01066123456'],
    ['0571-87001234转801', '057187001234-801'],
    ['87001234', '87001234'],
    ['12345', '12345'],
    ['400-123-4567', '4001234567'],
  ])('%s is %s', (text, digits) => {
    expect(parsePhone(text)).toEqual({ ok: true, value: digits });
  });

  test.each([
    '',
    '1391234204',
    '12912342041',
    '139123420411',
    '0571',
    '李小明',
    '0571-87001234转',
    '0571-87001234转abc',
  ])('“%s” is refused', (text) => {
    expect(parsePhone(text)).toMatchObject({ code: 'phone-malformed', path: 'phone' });
  });

  test('reading twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('13', '15', '18', '19'),
        fc.array(digit, { minLength: 9, maxLength: 9 }),
        (head, rest) => {
          const once = parsePhone(`${head}${rest.join('')}`);
          expect(once.ok && parsePhone(once.value)).toEqual(once);
        },
      ),
    );
  });
});

describe('names and search', () => {
  test.each([
    ['李 小 明', '李小明'],
    ['买买提•阿不都', '买买提·阿不都'],
    ['买买提 · 阿不都', '买买提·阿不都'],
    ['买买提．阿不都', '买买提·阿不都'],
    ['Ｊohn  Smith', 'john smith'],
  ])('%s is compared as %s', (name, key) => {
    expect(nameKey(name)).toBe(key);
    expect(nameKey(key)).toBe(key);
  });

  test.each([
    ['校车停运', ['校车', '车停', '停运']],
    ['校车3号线，停运', ['校车', '3', '号线', '停运']],
    ['A班', ['a', '班']],
    ['校', ['校']],
    ['𠮷田小学', ['𠮷田', '田小', '小学']],
    ['', []],
    ['……', []],
  ])('%s gives %j', (text, terms) => {
    expect(searchTerms(text)).toEqual(terms);
  });

  const chinese = fc.stringMatching(/^[\u4e00-\u9fff]{2,12}$/);
  test('every run of two or more characters of a text finds it', () => {
    fc.assert(
      fc.property(fc.string(), chinese, fc.string(), (before, run, after) => {
        const terms = new Set(searchTerms(`${before}，${run}，${after}`));
        for (let at = 0; at + 2 <= run.length; at += 1) {
          expect(searchTerms(run.slice(at)).every((term) => terms.has(term) || run.length - at === 1)).toBe(true);
        }
      }),
    );
  });
});
