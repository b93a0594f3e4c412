import { startTestServer, testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { openStory, registerCase, type Story, submitOne } from './story.ts';

// Who works on a case now: told to colleagues who see it, in every process, and forgotten when the tab is gone.

let story: Story;
let clerk: Caller;
let id: string;

beforeAll(async () => {
  story = await openStory();
  clerk = await story.as('clerk');
  const outcome = await submitOne(clerk, registerCase());
  id = outcome.cases[0]?.id ?? '';
});
afterAll(() => story?.close());

const say = 'mutation ($id: ID!, $on: Boolean!) { sayEditing(caseId: $id, editing: $on) }';
async function editors(caller: Caller): Promise<readonly string[]> {
  const { caseEditors } = await caller.query<{ caseEditors: readonly { name: string }[] }>(
    'query ($ids: [ID!]!) { caseEditors(caseIds: $ids) { name } }',
    { ids: [id] },
  );
  return caseEditors.map(({ name }) => name);
}

test('a colleague sees it in another process too, the person alone does not; closed or gone, it ends', async () => {
  const second = await startTestServer(story.server.database.url);
  const leader = await signIn(second.base, 'leader', testPassword);
  await clerk.query(say, { id, on: true });
  expect(await editors(leader)).toEqual(['clerk']);
  expect(await editors(clerk)).toEqual([]);
  await clerk.query(say, { id, on: false });
  expect(await editors(leader)).toEqual([]);
  await clerk.query(say, { id, on: true });
  second.clock.set('2026-11-23T09:00:41+08:00');
  expect(await editors(leader)).toEqual([]);
  await second.close();
});

test('who does not see the case neither says nor hears anything of it', async () => {
  const west = await story.as('west');
  await west.query(say, { id, on: true });
  expect(await editors(await story.as('leader2'))).toEqual(['clerk']);
  expect(await editors(west)).toEqual([]);
});
