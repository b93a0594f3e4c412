import { commandFieldAt, commandShapes } from '@huiyin/server/testkit';
import { expect } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { type Command, command, submit } from './story.ts';

/** As much of a shape's own structure (valibot) as a sweep needs. */
interface Shape {
  readonly type: string;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly options?: readonly (Shape | string)[];
  readonly literal?: unknown;
  readonly pipe?: readonly { readonly type: string }[];
}

type Payload = Command['payload'];

/** One field of a command made wrong. `mayPass`: some field may hold that, and then nothing is said. */
interface Wrong {
  readonly path: string;
  readonly payload: Payload;
  readonly shown: string;
  readonly mayPass: boolean;
}

const plain = (path: string) => path.replaceAll(/\.\d+/g, '');
const isShape = (one: Shape | string): one is Shape => typeof one !== 'string';
const isUuid = ({ pipe = [] }: Shape) => pipe.some(({ type }) => type === 'uuid');

const never: Readonly<Record<string, readonly unknown[]>> = {
  string: ['长'.repeat(20_001), '乱\u0000码', '半个\ud83d', 5, ['甲']],
  date: ['', '2026-02-30', '明天', '２０２６-１１-２３', 20261123, true],
  number: ['三', '1e9', true],
  boolean: ['yes', 1],
  picklist: ['', 'perhaps', 5.5],
  object: ['甲', 5],
  list: ['甲', 5, {}],
};
/** What a text that is no id may hold or not, as its own rule says. */
const perhapsText: readonly unknown[] = ['', '　 \n', '👍🏽👨‍👩‍👧', '铃\u0007声', '<b>&amp;"\'</b>', "'; --"];
const farDays: readonly unknown[] = ['1900-01-01', '2031-01-06'];
const unknownId = '0192f0c1-0000-7000-8000-00000000ffff';

function leaf({ type, ...shape }: Shape): { readonly never: readonly unknown[]; readonly perhaps: readonly unknown[] } {
  const of = (kind: keyof typeof never, perhaps: readonly unknown[] = []) => ({ never: never[kind] ?? [], perhaps });
  if (type === 'union' && shape.options?.some((one) => isShape(one) && one.literal === ''))
    return { never: never.date?.filter((bad) => bad !== '') ?? [], perhaps: ['', ...farDays] };
  if (type === 'custom' || type === 'union') return of('date', type === 'custom' ? farDays : [unknownId]);
  if (type === 'number') return of('number', [-1, 0, 1.5, 1e9]);
  if (type === 'boolean') return of('boolean');
  if (type === 'strict_tuple') return { never: [[1], '甲'], perhaps: [[-1, 2]] };
  if (type === 'picklist' || type === 'literal') return of('picklist');
  if (type === 'string' && isUuid({ type, ...shape })) return { never: ['', 'x', 5], perhaps: [unknownId] };
  if (type === 'string') return of('string', perhapsText);
  throw new Error(`a shape of a kind that no sweep knows: ${type}`);
}

/** The object with what stands at a path put otherwise; undefined takes it out. */
function put(target: unknown, [first = '', ...rest]: readonly string[], bad: unknown): unknown {
  if (Array.isArray(target))
    return target.map((one, at) => (String(at) !== first ? one : rest.length > 0 ? put(one, rest, bad) : bad));
  const known = target as Payload; // the path was read off this very object
  if (rest.length > 0) return { ...known, [first]: put(known[first], rest, bad) };
  const { [first]: _old, ...others } = known;
  return bad === undefined ? others : { ...others, [first]: bad };
}

/** How many times an entry stands in a list that is too long for its rule, within the size of one command. */
const mostTimes = (entry: unknown) => Math.min(501, Math.floor(200_000 / JSON.stringify(entry).length));

/** One wrong value at one place. */
interface Bad {
  readonly path: string;
  readonly bad: unknown;
  readonly mayPass?: boolean;
}

/** All that can be wrong with a value of that shape, and with whatever it holds. */
function* wrongsIn(shape: Shape, value: unknown, path = ''): Generator<Bad> {
  if (shape.wrapped) yield* wrongsIn(shape.wrapped, value, path);
  else if (shape.type === 'variant') yield* wrongsIn(variantOf(shape, value as Payload), value, path);
  else if (shape.entries) yield* wrongsOfObject(shape.entries, value as Payload, path);
  else if (shape.item) {
    const entries = value as readonly unknown[];
    const [first] = entries;
    yield* wrong(path, never.list);
    if (first !== undefined) yield { path, bad: Array(mostTimes(first)).fill(first) };
    // entries of one kind are as good as each other
    const looked = shape.item.type === 'variant' ? entries : entries.slice(0, 1);
    for (const [at, one] of looked.entries()) yield* wrongsIn(shape.item, one, `${path}.${at}`);
  } else {
    const { never: bads, perhaps } = leaf(shape);
    yield* wrong(path, bads);
    yield* wrong(path, perhaps, true);
  }
}

function* wrongsOfObject(entries: NonNullable<Shape['entries']>, value: Payload, path: string): Generator<Bad> {
  if (path !== '') yield* wrong(path, never.object);
  for (const [name, one] of Object.entries(entries)) {
    if (value[name] === undefined) continue;
    const at = path === '' ? name : `${path}.${name}`;
    if (one.type !== 'exact_optional') yield { path: at, bad: undefined };
    yield* wrongsIn(one, value[name], at);
  }
}

function* wrong(path: string, bads: readonly unknown[] = [], mayPass = false): Generator<Bad> {
  for (const bad of bads) yield { path, bad, mayPass };
}

/** The one of several shapes that has every member of this value. */
function variantOf({ options = [] }: Shape, value: Payload): Shape {
  const fits = options
    .filter(isShape)
    .find(({ entries = {} }) => Object.keys(value).every((name) => Object.hasOwn(entries, name)));
  if (!fits) throw new Error('a value of none of the shapes');
  return fits;
}

/**
 * Tries each field of commands wrong in turn, as the shapes of the commands name them: left out, of another kind, too long,
 * unreadable, no day of the calendar, no choice of the list. A new field is tried without anybody writing it down.
 */
export function fieldSweep() {
  const tried = new Set<string>();

  const wrongsOf = (type: string, payload: Payload): readonly Wrong[] =>
    [...wrongsIn(shapeOf(type), payload)].map(({ path, bad, mayPass = false }) => ({
      path,
      payload: put(payload, path.split('.'), bad) as Payload, // an object again: the path is never empty
      shown: `${type}.${path} = ${(JSON.stringify(bad) ?? 'left out').slice(0, 30)}`,
      mayPass,
    }));

  /** Each field of a command that would be accepted, wrong in turn: refused where it stands, said in Chinese, and not carried out. */
  const sweep = async (caller: Caller, type: string, payload: Payload): Promise<void> => {
    const wrongs = wrongsOf(type, payload);
    const faults: string[] = [];
    for (const { path } of wrongs) tried.add(`${type}.${plain(path)}`);
    for (let at = 0; at < wrongs.length; at += 20) {
      const some = wrongs.slice(at, at + 20).map((one) => ({ ...one, given: command(type, one.payload) }));
      const told = await preview(caller, ...some.map(({ given }) => given));
      const never = some.filter(({ mayPass }, place) => !mayPass && told[place]?.code !== null);
      const outcomes = await submit(caller, ...never.map(({ given }) => given));
      for (const [place, { shown, path, mayPass, given }] of some.entries()) {
        const answer = outcomes.find(({ commandId }) => commandId === given.commandId) ?? told[place];
        const passed = mayPass ? undefined : 'would be accepted';
        const fault = answer && answer.code !== null ? faultOf(answer, path) : passed;
        if (fault !== undefined) faults.push(`${shown}: ${fault}; ${answer?.code} ${answer?.message}`);
      }
    }
    expect.soft(faults).toEqual([]);
  };

  /** The fields of these commands that no sweep has tried. */
  const untried = (types: readonly string[]): readonly string[] =>
    types.flatMap((type) =>
      fieldsOf(shapeOf(type))
        .map((path) => `${type}.${path}`)
        .filter((one) => !tried.has(one)),
    );

  return { sweep, untried };
}

function shapeOf(type: string): Shape {
  const shape = (commandShapes as unknown as Readonly<Record<string, Shape>>)[type]; // looked at as what it is made of
  if (!shape) throw new Error(`no command ${type}`);
  return shape;
}

function fieldsOf(shape: Shape, path = ''): readonly string[] {
  const inside = [shape.wrapped, shape.item, ...(shape.options ?? []).filter(isShape)].filter(
    (one) => one !== undefined,
  );
  return [
    ...inside.flatMap((one) => fieldsOf(one, path)),
    ...Object.entries(shape.entries ?? {}).flatMap(([name, one]) => [
      `${path}${name}`,
      ...fieldsOf(one, `${path}${name}.`),
    ]),
  ];
}

const ofTwoDays = ['sent-after-receipt', 'visited-before-receipt'];

interface Told {
  readonly code: string | null;
  readonly message: string | null;
  readonly path: string | null;
}

/** These speak of any field, so they name it. */
const general = [
  'invalid-command',
  'invalid-date',
  'text-missing',
  'text-too-long',
  'text-unreadable',
  'unknown-choice',
  'too-many-items',
];

/** One box of a form holds both: whose it is, by name and unit; what is asked, and of which case. */
const sameBox: Readonly<Record<string, string>> = { ownerUnitId: 'owner', caseId: 'what' };

/** Whether a refusal stands at the field that was wrong, at what that is part of, or at what it holds. */
function isNear(told: string, asked: string): boolean {
  const box = asked.replace(/(?<=followUps\.)\w+$/, (name) => sameBox[name] ?? name);
  return told !== '' && [asked, box].some((at) => `${told}.`.startsWith(`${at}.`) || `${at}.`.startsWith(`${told}.`));
}

/** What is wrong with a refusal: it stands at that field, or at what the field is part of; its sentence is Chinese and says how to go on. */
function faultOf({ code, message, path }: Told, at: string): string | undefined {
  const told = plain(path ?? '');
  // of two days that do not follow each other either may be the wrong one
  const ofDays = told !== '' && ofTwoDays.includes(code ?? '');
  if (!ofDays && !isNear(told, plain(at))) return `stands at ${path}`;
  if (code === 'internal-error') return 'a fault of ours';
  const words = (message ?? '').replaceAll(/“[^”]*”/g, '').replaceAll(/UUID|KB|MB|12345/g, '');
  if (!/^[^A-Za-z]*(请|不必)[^A-Za-z]*。$/.test(words)) return 'does not say in Chinese how to go on';
  const name = commandFieldAt(path ?? '');
  return general.includes(code ?? '') && (name === '' || !message?.includes(name))
    ? 'does not name its field'
    : undefined;
}

async function preview(caller: Caller, ...commands: readonly Command[]): Promise<readonly Told[]> {
  const text = 'query ($commands: [CommandInput!]!) { previewCommands(commands: $commands) { code message path } }';
  return (await caller.query<{ previewCommands: readonly Told[] }>(text, { commands })).previewCommands;
}

/** All that a matter may say beside what it must. */
export const described = {
  petitioner: {
    kind: 'person',
    anonymous: false,
    name: '李小明',
    relation: '家长',
    phone: '13912342041',
    idCard: '11010519491231002X',
    address: '和平路1号',
  },
  appealRoute: 6,
  accusedUnitId: 'middle-1',
  accusedPersonId: 'person-west',
  referral: '市教育局',
  earlierHandling: '去年反映过',
};

/** All that may be said of a picture. */
export const shown = {
  caption: '校门口',
  masked: true,
  marks: [
    { kind: 'arrow', from: [1, 2], to: [3, 4] },
    { kind: 'text', at: [5, 6], text: '此处' },
  ],
  position: { latitude: 30.2, longitude: 120.1 },
};
