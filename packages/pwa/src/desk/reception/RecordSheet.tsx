import { receiverOf, type VisitorState } from '@huiyin/domain/receptions';
import { createResource, createSignal, type JSX, Show } from 'solid-js';
import { ask } from '../../graphql/client.ts';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { RecordForm } from '../../reception/RecordForm.tsx';
import { type RecordValues, recordCommand, recordValues } from '../../reception/record-values.ts';
import { clockNow } from '../../reception/times.ts';
import { keptInWindow } from '../../session/draft.ts';
import { Button } from '../../ui/Button.tsx';
import { ProblemNotice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Remedy } from '../Remedy.tsx';
import { useDesk } from '../world.ts';
import { EarlierCasesQuery } from './documents.ts';
import styles from './reception.module.css';
import type { SessionScreen } from './screen.ts';

const words = receptionWords.form;

/** 接谈记录 at the office's screen: by the recorder, then signed by the leader; or by the leader themselves. */
export function RecordSheet(props: {
  screen: SessionScreen;
  visitor: VisitorState;
  me: string;
  onClose: () => void;
}): JSX.Element {
  const desk = useDesk();
  const { give } = props.screen;
  const visitor = props.visitor;
  const kept = keptInWindow<{ readonly values: RecordValues }>(`reception.${props.screen.session.id}.${visitor.id}`);
  const [values, setValues] = createSignal(
    kept.read()?.values ?? recordValues(visitor, visitor.calledAt ?? clockNow()),
  );
  const [began] = createSignal(Date.now());
  const [earlier] = createResource(
    async () => {
      const answers = await Promise.all(visitor.earlierCaseIds.map((id) => ask(EarlierCasesQuery, { id })));
      return answers.flatMap((answer) => (answer.ok && answer.data.petitionCase ? [answer.data.petitionCase] : []));
    },
    /* the page stays as it is meanwhile */ { initialValue: [] },
  );
  // Going to another page and back, or reloading, loses nothing; signing out clears it.
  const set = (part: Partial<RecordValues>) => kept.write({ values: setValues((before) => ({ ...before, ...part })) });
  const byLeader = () => receiverOf(props.screen.session).id === props.me;
  const save = async () => {
    const command = recordCommand(props.screen.session.id, visitor, values(), clockNow());
    if (await give.give(command, byLeader() ? words.savedLeader : words.savedRecorder)) {
      kept.write(undefined);
      props.onClose();
    }
  };
  const untouched = () => values().matters.every(({ instruction }) => instruction === '') && values().guidance === '';
  return (
    <Sheet open title={words.title(visitor.number)} onClose={() => props.onClose()} mayClose={untouched}>
      <RecordForm
        visitor={visitor}
        values={values()}
        set={set}
        began={began()}
        minutes={props.screen.settings.minutesPerBatch}
        units={desk.units()}
        earlier={earlier.latest}
        errorAt={give.errorAt}
        foot={
          <>
            <Show when={give.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
            <Remedy act="recordReception" />
            <div class={styles.tools}>
              <Button look="primary" busy={give.busy()} onClick={() => void save()}>
                {words.save}
              </Button>
              <Button onClick={() => props.onClose()}>{receptionWords.cancel}</Button>
            </div>
          </>
        }
      />
    </Sheet>
  );
}
