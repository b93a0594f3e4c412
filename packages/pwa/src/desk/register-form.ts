import { proposeHandlingUnit } from '@huiyin/domain';
import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { createDraft, type Draft } from '../session/draft.ts';
import { focusField } from '../ui/Field.tsx';
import { todayHere } from '../ui/time.ts';
import { createSender } from './commands.ts';
import { createFollowing } from './intake.ts';
import {
  emptyRegistration,
  judge,
  type PartProps,
  type RegisterValues,
  registration,
  responsibilityOf,
  unitsThatMayHandle,
} from './register.ts';
import { type Desk, useDesk } from './world.ts';

/** Fields that the app fills in itself. */
const given = ['caseId', 'channel', 'receivedOn', 'handlingUnitId', 'askedUnitId', 'askedPerson'] as const;

/** A fault that the form still has: where, and how to mend it. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** The registration form without its look: what is typed, what the rules say of it, and how it is sent. */
export type RegisterForm = ReturnType<typeof createRegisterForm>;

/** Whose duty it is proposes the unit (R4); a unit that may not hold the matter is never left chosen. */
function proposeUnit(desk: Desk, draft: Draft<RegisterValues>) {
  const mayHandle = createMemo(() => unitsThatMayHandle(desk.units(), draft.values));
  createEffect(
    on([mayHandle, () => draft.values.responsibility, () => draft.values.caseId], ([units]) => {
      if (units.length === 0 || units.some((unit) => unit.id === draft.values.handlingUnitId)) return;
      const proposed = proposeHandlingUnit(desk.units(), desk.viewer().unit.id, responsibilityOf(draft.values));
      draft.set('handlingUnitId', units.find((unit) => unit.id === proposed?.id)?.id ?? '');
    }),
  );
  return mayHandle;
}

/** A form that was left open overnight, with nothing typed, is of the new day. */
function followDay(draft: Draft<RegisterValues>): void {
  let offered = todayHere();
  const look = () => {
    const today = todayHere();
    if (today === offered) return;
    if (!draft.dirty() && draft.values.receivedOn === offered) draft.set('receivedOn', today);
    offered = today;
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('focus', look);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('focus', look);
  });
}

/** What the rules and the server find wrong, said from the first try on. */
function createFaults(desk: Desk, draft: Draft<RegisterValues>) {
  const verdict = createMemo(() => judge(draft.values, desk.world(todayHere())));
  const [tried, setTried] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem & { readonly path?: string | undefined }>();
  const errorOf = (path: string): string | undefined => {
    if (problem()?.path === path) return problem()?.message;
    return tried() ? verdict().errors[path] : undefined;
  };
  const at: PartProps['at'] = (path) => ({
    path,
    get error() {
      return errorOf(path);
    },
  });
  const list = (): readonly Fault[] =>
    tried() ? Object.entries(verdict().errors).map(([path, message]) => ({ path, message })) : [];
  return { verdict, problem, setProblem, setTried, at, list };
}

/** The faults as they stand on the page, from top to bottom. */
function fromTop(form: HTMLFormElement | undefined, faults: readonly Fault[]): readonly Fault[] {
  const fields = [...(form?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];
  const place = ({ path }: Fault) => fields.findIndex((field) => field.dataset.path === path);
  return faults.toSorted((a, b) => place(a) - place(b));
}

/** @param element the form as it stands on the page, to take the person to a field */
export function createRegisterForm(element: () => HTMLFormElement | undefined) {
  const desk = useDesk();
  const blank = (channel: string): RegisterValues => ({
    ...emptyRegistration(channel, todayHere()),
    askedUnitId: desk.viewer().unit.id,
    askedPerson: desk.viewer().displayName,
  });
  const draft = createDraft<RegisterValues>('register', () => blank('letter'), { given });
  const sender = createSender('register-sent');
  const following = createFollowing();
  const faults = createFaults(desk, draft);
  const [saved, setSaved] = createSignal<{ readonly id: string; readonly number: string }>();
  const mayHandle = proposeUnit(desk, draft);
  followDay(draft);

  const listed = () => fromTop(element(), faults.list());
  const goTo = (path: string) => void focusField(element(), path);

  const startNext = (keepChannel: boolean) => {
    draft.clear(blank(keepChannel ? draft.values.channel : 'letter'));
    faults.setTried(false);
    faults.setProblem(undefined);
    if (keepChannel) queueMicrotask(() => goTo('matter.petitioner.name'));
    window.scrollTo({ top: 0 });
  };

  const submit = async (then: 'stay' | 'next') => {
    if (sender.busy() || following.busy()) return;
    faults.setTried(true);
    faults.setProblem(undefined);
    const command = registration(draft.values);
    if ('ok' in command || faults.list().length > 0) {
      queueMicrotask(() => goTo(listed()[0]?.path ?? ''));
      return;
    }
    const sent = await sender.send(command);
    if (sent.kind !== 'done') {
      faults.setProblem({ ...sent.problem, ...(sent.kind === 'refused' && { path: sent.path }) });
      if (sent.kind === 'refused') goTo(sent.path ?? '');
      return;
    }
    const number = sent.cases[0]?.number ?? '';
    await following.begin(draft.values, number, sent.versions);
    setSaved({ id: draft.values.caseId, number });
    startNext(then === 'next');
  };

  const { at, verdict, problem } = faults;
  const busy = () => sender.busy() || following.busy();
  return {
    ...{ desk, draft, at, verdict, problem, following, saved, mayHandle },
    faults: listed,
    busy,
    goTo,
    startNext,
    submit,
  };
}
