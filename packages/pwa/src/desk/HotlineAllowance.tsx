import { type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { graphql } from '../graphql/graphql.ts';
import { timeMessages as words } from '../messages/time.zh-CN.ts';
import { citationsWords } from '../ui/citation.ts';
import { Notice } from '../ui/Notice.tsx';
import styles from './case.module.css';

const HotlineAllowanceQuery = graphql(`
  query HotlineAllowance { hotlineAllowance { year received extended allowanceLeft state citations { regulation article } } }
`);

/** 全年续报率 (R86) beside a 12345 order: how many extensions are left, and a warning before they are used up. */
export function HotlineAllowance(): JSX.Element {
  const answer = createAnswer(HotlineAllowanceQuery, () => ({}));
  return (
    <Show when={answer.data()?.hotlineAllowance}>
      {(rate) => {
        const text = () => words.allowance(rate().year, rate().received, rate().extended);
        const left = () => words.allowanceLeft(rate().allowanceLeft);
        return (
          <div class={styles.copies} data-testid="hotline-allowance" data-state={rate().state}>
            <Show when={rate().state !== 'within'} fallback={<p class={styles.basis}>{`${text()}${left()}`}</p>}>
              <Notice tone={rate().state === 'over' ? 'problem' : 'caution'}>
                {text()}
                {rate().state === 'over' ? words.allowanceOver : words.allowanceNear}
                {left()}
                <small>{citationsWords(rate().citations)}</small>
              </Notice>
            </Show>
          </div>
        );
      }}
    </Show>
  );
}
