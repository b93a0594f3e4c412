import { schema } from '@huiyin/server/testkit';
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../testkit/graphql.ts';
import { ask, openStory, registerCase, type Story, submitOne } from './story.ts';

/*
 * Every argument of every mutation, as the schema names them, wrong in turn: administration, settings, units, people, templates,
 * calendar, devices, views. A refusal with a code, in Chinese, with how to go on; never a fault of ours. A new argument is tried too.
 */

let story: Story;
let caseId: string;
beforeAll(async () => {
  story = await openStory();
  caseId = (await submitOne(await story.as('clerk'), registerCase())).cases[0]?.id ?? '';
});
afterAll(() => story?.close());

const uuid = '0192f0c1-0000-7000-8000-00000000ffff';
/** What a sound request holds, by mutation and argument or by argument alone; anything else is made up by its kind. */
const known: Readonly<Record<string, unknown>> = {
  ...{ unitId: 'east', parentId: 'bureau', personId: 'person-clerk', commandId: uuid, importId: uuid, viewId: uuid },
  ...{
    key: 'amberDays',
    value: '2',
    username: 'somebody',
    url: 'https://www.gov.cn/a',
    period: '2026-10',
    month: '2026-11',
  },
  ...{ mark: '东教信', fileName: '模板.docx', year: 2027, days: 30, validFrom: '2026-12-01', type: 'urgeCase' },
  ...{ 'renameUnit.id': 'west-1', 'moveUnit.id': 'west-1', 'moveUnit.parentId': 'east', 'setUnitClosed.id': 'bureau' },
  ...{ 'setUnitContact.id': 'west' },
  ...{ 'changePerson.id': 'person-west', 'changePerson.role': 'departmentClerk', 'changePerson.unitId': 'west' },
  ...{
    'setPersonDisabled.id': 'person-admin',
    'makeAccessToken.personId': 'person-wall',
    'addPerson.role': 'departmentClerk',
    'saveView.id': uuid,
    'startBulkAction.id': uuid,
  },
};

const long = '长'.repeat(20_001);
/** What nobody may say in such a place, and what may be said in some. */
const wrongBy: Readonly<Record<string, { readonly never: readonly unknown[]; readonly perhaps: readonly unknown[] }>> =
  {
    String: {
      never: [5, long, '乱\u0000码', '半个\ud83d'],
      perhaps: ['', '　 \n', '👍🏽👨‍👩‍👧', '铃\u0007声', '<b>&amp;</b>', "'; --"],
    },
    ID: { never: [long, '乱\u0000码', '半个\ud83d', true], perhaps: ['', '　', 'nowhere', uuid] },
    Int: { never: ['三', 1.5, 2_147_483_648], perhaps: [-1, 0, 2_147_483_647] },
    Boolean: { never: ['yes', 1], perhaps: [] },
    Date: { never: ['', '2026-02-30', '明天', 20261123], perhaps: ['1900-01-01', '2031-01-06'] },
    DateTime: { never: ['', '2026-02-30T00:00:00Z', 'now', 5], perhaps: [] },
    JSON: { never: [], perhaps: [null, 5, '甲', [], [[]], { a: '\u0000' }] },
  };

/** These take any text: it is looked for and not found, cut to its length, or answered with what is wrong with the file. */
const takesAny = ['markNoticesRead', 'sayEditing', 'registerDevice', 'uploadDocumentTemplate'];

/** A value of that kind, as sound as one can be without knowing what it is for. */
function sample(name: string, type: GraphQLInputType, of: string): unknown {
  const given = known[`${of}.${name}`] ?? known[name] ?? (name === 'caseId' ? caseId : undefined);
  if (given !== undefined) return given;
  if (isNonNullType(type)) return sample(name, type.ofType, of);
  if (isListType(type)) return [sample(name, type.ofType, of)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return sampleOf(Object.values(type.getFields()), of);
  const kinds: Readonly<Record<string, unknown>> = {
    Int: 1,
    Boolean: true,
    JSON: {},
    DateTime: '2026-11-23T01:00:00Z',
    Date: '2026-11-23',
  };
  return kinds[getNamedType(type).name] ?? '某处';
}

function sampleOf(fields: readonly (GraphQLArgument | GraphQLInputField)[], of: string): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name, type }) => [name, sample(name, type, of)]));
}

interface Wrong {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly shown: string;
  readonly mayPass: boolean;
}

/** One field of some variables wrong in turn, and each field of what it holds. */
function* wrongsOf(
  { name, type }: GraphQLArgument | GraphQLInputField,
  value: unknown,
  put: (bad: unknown) => Readonly<Record<string, unknown>>,
): Generator<Wrong> {
  const one = (bad: unknown, mayPass = false): Wrong => ({
    variables: put(bad),
    shown: `${name} = ${(JSON.stringify(bad) ?? 'left out').slice(0, 40)}`,
    mayPass,
  });
  if (isNonNullType(type)) {
    yield one(undefined);
    yield one(null, getNamedType(type).name === 'JSON');
  }
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) {
    const [first] = value as readonly unknown[];
    yield one([], true);
    yield one(Array(600).fill(first), true);
    yield* wrongsOf({ name, type: bare.ofType } as GraphQLInputField, first, (bad) => put([bad])); // looked at by these two
  } else if (isInputObjectType(bare)) {
    const whole = value as Readonly<Record<string, unknown>>;
    for (const field of Object.values(bare.getFields()))
      yield* wrongsOf(field, whole[field.name], (bad) => put({ ...whole, [field.name]: bad }));
  } else if (isLeafType(bare)) {
    const { never, perhaps } = isEnumType(bare)
      ? { never: ['perhaps', '', 5], perhaps: [] }
      : (wrongBy[bare.name] ?? { never: [], perhaps: [] });
    for (const bad of never) yield one(bad);
    for (const bad of perhaps) yield one(bad, true);
  }
}

/** What is wrong with the answer to a wrong request; undefined when it is a refusal as it should be. */
function faultOf({ status, errors, data }: Answer, mayPass: boolean): string | undefined {
  const [error] = errors ?? [];
  if (!error) {
    const outcome = Object.values(data ?? {}).flat()[0];
    const refused =
      typeof outcome === 'object' && outcome !== null && 'status' in outcome && outcome.status === 'refused';
    return mayPass || refused ? undefined : 'was accepted';
  }
  const { code } = error.extensions ?? {};
  if (![200, 400].includes(status) || code === undefined || code === 'internal-error') return `${status} ${code}`;
  // what no form can send is told to whoever writes a program, in GraphQL's own words
  if (code === 'malformed-request')
    return error.message.startsWith('请求有误，请检查后重试：') ? undefined : error.message;
  const words = error.message.replaceAll(/“[^”]*”/gs, '').replaceAll(/https?|gov\.cn|UUID|KB|Q3/g, '');
  return /^[^A-Za-z]*(请|不必|应|须|只能)[^A-Za-z]*[。）]$/.test(words) ? undefined : `says: ${error.message}`;
}

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ args }) => args.length > 0);

test('there are mutations to be tried', () => expect(mutations.length).toBeGreaterThan(60));

test.each(mutations.map((field) => [field.name, field] as const))('%s', async (name, { args, type }) => {
  const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const outcome = ['CommandOutcome'].includes(getNamedType(type).name);
  const selection = isLeafType(getNamedType(type)) ? '' : outcome ? '{ status }' : '{ __typename }';
  const text = `mutation (${declared}) { ${name}(${passed}) ${selection} }`;
  const sound = sampleOf(args, name);
  const may = async (username: string) => {
    const { errors } = await ask(story.base, await story.as(username), text, sound);
    return errors?.[0]?.extensions?.code !== 'forbidden';
  };
  const who = (await may('admin')) ? 'admin' : (await may('clerk')) ? 'clerk' : 'leader';
  const caller = await story.as(who);
  const faults: string[] = [];
  for (const arg of args) {
    for (const { variables, shown, mayPass } of wrongsOf(arg, sound[arg.name], (bad) => ({
      ...sound,
      [arg.name]: bad,
    }))) {
      const fault = faultOf(await ask(story.base, caller, text, variables), mayPass || takesAny.includes(name));
      if (fault !== undefined) faults.push(`${arg.name}: ${shown}: ${fault}`);
    }
  }
  expect(faults).toEqual([]);
});
