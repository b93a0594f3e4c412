import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Rule, rules } from './rules-list.ts';

/** Where a rule or an article is named: a declaration of the domain, or a file of tests. */
interface Place {
  readonly file: string;
  readonly declaration?: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const sourceFolder = 'packages/domain/src';
const testFolders = [sourceFolder, 'tests/regulation'];
/** Words and fixtures carry no rule; the list and its table would prove themselves. */
const noCarrier = /\/messages\/|testkit\.ts$/;
const noProof = /\/rules(-list|-table|\.test)/;

function files(folder: string): readonly string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.tsx?$/.test(name))
    .toSorted();
}
const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');
const isTest = (file: string): boolean => /\.test\.ts$|testkit\.ts$/.test(file);

const numerals = '零一二三四五六七八九';
/** 第三十五条 → 35, 第二百零三条 → 203. */
function articleNumber(text: string): number {
  let total = 0;
  let digit = 0;
  for (const character of text) {
    const unit = { 十: 10, 百: 100 }[character];
    if (unit === undefined) digit = numerals.indexOf(character);
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

/** R25–R31 names seven rules; R18, R19 two. */
function rulesIn(line: string): readonly string[] {
  return [...line.matchAll(/\bR(\d{1,2})(?![\d[(])(?:–R?(\d{1,2}))?/g)].flatMap(([, first, last]) => {
    const from = Number(first);
    return Array.from({ length: Number(last ?? first) - from + 1 }, (_, index) => `R${from + index}`);
  });
}

/** Articles by law: `a` of 信访工作条例, `b` of 信访条例 (2005), `c` of the civil code, `z` of Zhejiang. */
function articlesIn(line: string): readonly string[] {
  const han = '第([一二三四五六七八九十百零]+)条';
  const found = [
    ...[
      ...line.matchAll(new RegExp(`(?:petitionRegulation2022'|statute\\(|\\bart\\(|present\\()[^第]{0,24}${han}`, 'g')),
    ].map((m) => `a${articleNumber(m[1] ?? '')}`),
    ...[...line.matchAll(new RegExp(`《信访工作条例》${han}`, 'g'))].map((m) => `a${articleNumber(m[1] ?? '')}`),
    ...[...line.matchAll(new RegExp(`(?:petitionRegulation2005'|former\\()[^第]{0,24}${han}`, 'g'))].map(
      (m) => `b${articleNumber(m[1] ?? '')}`,
    ),
    ...[...line.matchAll(new RegExp(`editions\\(.*'${han}', '${han}'`, 'g'))].flatMap((m) => [
      `b${articleNumber(m[1] ?? '')}`,
      `a${articleNumber(m[2] ?? '')}`,
    ]),
    ...[...line.matchAll(new RegExp(`zhejiang[^第]*${han}`, 'gi'))].map((m) => `z${articleNumber(m[1] ?? '')}`),
    ...[...line.matchAll(/第二百零[一三]条/g)].map((m) => `c${articleNumber(m[0].slice(1, -1))}`),
  ];
  if (/2005|Zhejiang|浙江|festival|its Art/.test(line)) {
    const zhejiang = /(?:Zhejiang|浙江).*?Arts? (\d+)(?:, (\d+))?/.exec(line);
    return [...found, ...(zhejiang ? [zhejiang[1], zhejiang[2]].flatMap((n) => (n ? [`z${n}`] : [])) : [])];
  }
  for (const [, list = ''] of line.matchAll(/\bArts? ((?:\d+(?:[–,] ?|, )?)+)/g)) {
    for (const [, first, last] of list.matchAll(/(\d+)(?:–(\d+))?/g)) {
      for (let n = Number(first); n <= Number(last ?? first); n += 1) found.push(n > 200 ? `c${n}` : `a${n}`);
    }
  }
  return found;
}

const declared = /^(?:export )?(?:async )?(?:function|const|interface|type|class) (\w+)/;
const comment = /^(?:\/\*\*| \*|\/\/)/;

/** Each line of a source with the declaration that it stands in, or, for a comment above one, that it speaks of. */
function declarations(text: string): readonly { readonly line: string; readonly declaration?: string }[] {
  const all = text.split('\n');
  let last: string | undefined;
  return all.map((line, index) => {
    last = declared.exec(line)?.[1] ?? last;
    const next = all.slice(index).find((later) => declared.test(later));
    const declaration = comment.test(line) ? declared.exec(next ?? '')?.[1] : last;
    return declaration === undefined ? { line } : { line, declaration };
  });
}

/** What a text imports by name, from where `from` says. */
function importsOf(text: string, from: RegExp): ReadonlySet<string> {
  const clauses = [...text.matchAll(/^import (?:type )?\{([^}]*)\} from '([^']*)'/gm)];
  return new Set(clauses.flatMap(([, names = '', path = '']) => (from.test(path) ? (names.match(/\w+/g) ?? []) : [])));
}

/**
 * The declarations of the domain that a program reaches, as `file name`: what server and phone import, and all that it needs. What
 * only tests call carries nothing.
 */
function reached(): ReadonlySet<string> {
  const byName = new Map<string, { readonly key: string; readonly needs: ReadonlySet<string> }[]>();
  for (const file of files(sourceFolder).filter((name) => !isTest(name))) {
    const text = read(file);
    const lines = declarations(text).filter(({ line }) => !/^\s*(\/\*\*|\*|\/\/)|^(import|export [{*])/.test(line));
    const own = new Set(lines.map(({ declaration = '' }) => declaration));
    const known = new Set([...importsOf(text, /^\./), ...own]);
    for (const name of own) {
      const body = lines.filter(({ declaration }) => declaration === name).map(({ line }) => line);
      const needs = new Set(
        body
          .join('\n')
          .match(/\w+/g)
          ?.filter((word) => known.has(word)),
      );
      byName.set(name, [...(byName.get(name) ?? []), { key: `${file} ${name}`, needs }]);
    }
  }
  const programs = ['packages/server/src', 'packages/pwa/src'].flatMap(files).filter((name) => !isTest(name));
  const asked = programs.flatMap((name) => [...importsOf(read(name), /^@huiyin\/domain/)]);
  const found = new Set<string>();
  for (const name of asked) {
    for (const { key, needs } of byName.get(name) ?? []) {
      if (!found.has(key)) asked.push(...needs);
      found.add(key);
    }
  }
  return found;
}

type Places = ReadonlyMap<string, readonly Place[]>;

/** The places where rules are named; by declaration, of those that `carries` takes, where it is given. */
function collect(names: readonly string[], carries?: (place: Place) => boolean): Places {
  const places = new Map<string, Place[]>();
  for (const file of names) {
    for (const { line, declaration } of declarations(read(file))) {
      for (const id of [...rulesIn(line), ...articlesIn(line)]) {
        const place = carries && declaration !== undefined ? { file, declaration } : { file };
        const known = places.get(id) ?? [];
        if (carries?.(place) === false) continue;
        if (!known.some((one) => one.file === file && one.declaration === place.declaration)) {
          places.set(id, [...known, place]);
        }
      }
    }
  }
  return places;
}

const live = reached();
/** What the domain's own source carries, by rule (R71) and article (a23): only what a program reaches. */
export const carriers: Places = collect(
  files(sourceFolder).filter((name) => !name.endsWith('.test.ts') && !noCarrier.test(name)),
  ({ file, declaration }) => declaration !== undefined && live.has(`${file} ${declaration}`),
);
/** What tests prove, by rule and article. */
export const proofs: Places = collect(
  testFolders.flatMap(files).filter((name) => name.endsWith('.test.ts') && !noProof.test(name)),
);

const short = (file: string): string => file.replace(`${sourceFolder}/`, '').replace(/^tests\//, '');
/** Declarations by file: `routing/routing.ts` rows, routePetition. */
function list(places: readonly Place[] | undefined): string {
  const byFile = new Map<string, string[]>();
  for (const { file, declaration } of places ?? []) {
    byFile.set(file, [...(byFile.get(file) ?? []), ...(declaration === undefined ? [] : [declaration])]);
  }
  return [...byFile]
    .map(([file, names]) => `\`${short(file)}\`${names.length === 0 ? '' : ` ${names.join(', ')}`}`)
    .join('; ');
}

const states: Readonly<Record<Rule['state'], string>> = { done: 'done', part: 'in part', notYet: 'not yet' };

function ruleRow({ rule, kind, state, text, note }: Rule): string {
  const carried = state === 'notYet' ? '' : list(carriers.get(rule));
  const proved = state === 'notYet' ? '' : list(proofs.get(rule));
  return `| ${rule} | ${text} | ${kind} | ${states[state]}${note === undefined ? '' : `: ${note}`} | ${carried} | ${proved} |`;
}

const laws: Readonly<Record<string, string>> = {
  a: '《信访工作条例》',
  b: '《信访条例》（2005）',
  c: '《民法典》',
  z: '《浙江省信访条例》（开关）',
};

/** The articles that the source names, in the order of law and number. */
export const articles: readonly string[] = [...carriers.keys()]
  .filter((id) => /^[abcz]\d/.test(id))
  .toSorted((x, y) => x.charCodeAt(0) - y.charCodeAt(0) || Number(x.slice(1)) - Number(y.slice(1)));

/** The table as it stands in docs/rules.md. */
export function rulesTable(): string {
  const count = (state: Rule['state']): number => rules.filter((rule) => rule.state === state).length;
  const missing = rules.filter((rule) => rule.state === 'notYet').map(({ rule }) => rule);
  return `# Rules and the code that carries them

Generated from the citations in the domain and its tests; the state of each rule is claimed in \`tests/regulation/rules-list.ts\`
and checked: a rule called done must be carried by code that the server or the phone reaches and, unless it is a principle,
proved by a test; what only tests call is not named. Write this file anew with \`vitest run --project tests regulation/rules -u\`.

R1–R97: ${count('done')} done, ${count('part')} in part, ${count('notYet')} not yet (${missing.join(', ')}).
Files lie in \`${sourceFolder}\`; those of \`regulation/\` in \`tests\`.

## The bureau's rules

| Rule | Text | Kind | State | Carried by | Proved by |
| --- | --- | --- | --- | --- | --- |
${rules.map(ruleRow).join('\n')}

## Articles of law

| Law | Article | Carried by | Proved by |
| --- | --- | --- | --- |
${articles.map((id) => `| ${laws[id.charAt(0)]} | ${id.slice(1)} | ${list(carriers.get(id))} | ${list(proofs.get(id))} |`).join('\n')}
`;
}
