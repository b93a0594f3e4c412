import type { ReceptionCommand } from '@huiyin/domain/receptions';
import { createSignal } from 'solid-js';
import type { Problem } from '../../graphql/client.ts';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { toast } from '../../ui/Notice.tsx';
import { createSender } from '../commands.ts';

/** Gives reception commands: what a rule refuses stays beside the field it names, or on the page. */
export function createGive(done: () => void) {
  const sender = createSender();
  const [problem, setProblem] = createSignal<Problem>();
  const [path, setPath] = createSignal<string>();
  /** True when it was done. */
  const give = async (command: ReceptionCommand, said: string = receptionWords.done): Promise<boolean> => {
    setProblem(undefined);
    setPath(undefined);
    const sent = await sender.send(command);
    if (sent.kind === 'done') {
      toast(said);
      done();
      return true;
    }
    setProblem(sent.problem);
    setPath(sent.kind === 'refused' ? sent.path : undefined);
    // Somebody else has been faster: show what is there now.
    if (sent.kind !== 'unsent') done();
    return false;
  };
  const errorAt = (wanted: string) => (path() === wanted ? problem()?.message : undefined);
  return { give, busy: sender.busy, problem, path, errorAt, clear: () => setProblem(undefined) };
}
export type Give = ReturnType<typeof createGive>;
