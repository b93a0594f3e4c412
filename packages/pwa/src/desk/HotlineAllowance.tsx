import { type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { graphql } from '../graphql/graphql.ts';
import { timeMessages as words } from '../messages/time.zh-CN.ts';
import { citationsWords } from '../ui/citation.ts';
import { Notice } from '../ui/Notice.tsx';
import styles from './case.module.css';

const HotlineAllowanceQuery = graphql(`
  query HotlineAllowance { hotlineAllowance { year received extended requested reading allowanceLeft state otherState citations { regulation article } } }
`);

/** 全年续报率 (R86) by both readings, how many extensions are left, and a warning before they are used up. */
export function HotlineAllowance(): JSX.Element {
  const answer = createAnswer(HotlineAllowanceQuery, () => ({}));
  return (
    <Show when={answer.data()?.hotlineAllowance}>
      {(rate) => {
        const approved = () => ({ name: words.approved, count: rate().extended });
        const requested = () => ({ name: words.requested, count: rate().requested });
        const binding = () => (rate().reading === 'requested' ? requested() : approved());
        const other = () => (rate().reading === 'requested' ? approved() : requested());
        const none = () => rate().received === 0;
        const text = () =>
          none() ? words.allowanceNone(rate().year) : words.allowance(rate().year, rate().received, binding());
        const beside = () => (none() ? '' : words.otherReading(rate().received, other(), rate().otherState));
        const left = () => (none() ? '' : words.allowanceLeft(rate().allowanceLeft));
        return (
          <div class={styles.copies} data-testid="hotline-allowance" data-state={rate().state}>
            <Show
              when={rate().state !== 'within' || rate().otherState !== 'within'}
              fallback={<p class={styles.basis}>{`${text()}${left()}${beside()}`}</p>}
            >
              <Notice tone={rate().state === 'over' ? 'problem' : 'caution'}>
                {text()}
                {{ near: words.allowanceNear, over: words.allowanceOver }[rate().state] ?? ''}
                {left()}
                {beside()}
                <small>{citationsWords(rate().citations)}</small>
              </Notice>
            </Show>
          </div>
        );
      }}
    </Show>
  );
}
