import { checkRole } from '@huiyin/domain/cases';
import { refusalMessage } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { workMessages } from '../messages/work-lists.zh-CN.ts';
import { EmptyState } from '../ui/Notice.tsx';
import { todayHere } from '../ui/time.ts';
import { type Desk, useDesk } from './world.ts';

/** Why this person registers nothing (登记, R65); undefined for those who do. */
export const notRegistering = (desk: Desk) => checkRole(desk.world(todayHere()), 'registerCase');

/** A page of those who register: to others it says at once who does, and where they turn to, before anything is typed. */
export function ForRegistrars(props: { children: JSX.Element }): JSX.Element {
  const desk = useDesk();
  return (
    <Show when={notRegistering(desk)} fallback={props.children}>
      {(refusal) => (
        <EmptyState title={words.notYours}>
          <p>{refusalMessage(refusal())}</p>
          <p>{words.notYoursHint}</p>
          <A href="/desk">{workMessages.title}</A>
        </EmptyState>
      )}
    </Show>
  );
}
