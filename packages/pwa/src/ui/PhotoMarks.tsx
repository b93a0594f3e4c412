import type { PhotoMark } from '@huiyin/domain/cases';
import { For, type JSX, Match, Switch } from 'solid-js';
import { visitWords as words } from '../messages/visit.zh-CN.ts';
import styles from './PhotoMarks.module.css';

/**
 * What was drawn over a photo, as a layer that lies exactly over it. `ratio` is the picture's width through its height, so
 * that circles stay round and letters upright.
 */
export function PhotoMarks(props: { marks: readonly PhotoMark[]; ratio: number; children?: JSX.Element }): JSX.Element {
  const width = () => 1000 * props.ratio;
  const x = (value: number) => value * props.ratio;
  return (
    <svg class={styles.marks} viewBox={`0 0 ${width()} 1000`} aria-hidden="true">
      <For each={props.marks}>
        {(mark) => (
          <Switch>
            <Match when={mark.kind === 'arrow' && mark}>
              {(arrow) => <Arrow from={arrow().from} to={arrow().to} ratio={props.ratio} />}
            </Match>
            <Match when={mark.kind === 'circle' && mark}>
              {(circle) => (
                <For each={['edge', 'line'] as const}>
                  {(layer) => (
                    <ellipse
                      class={styles[layer]}
                      cx={x((circle().from[0] + circle().to[0]) / 2)}
                      cy={(circle().from[1] + circle().to[1]) / 2}
                      rx={Math.abs(x(circle().to[0] - circle().from[0])) / 2}
                      ry={Math.abs(circle().to[1] - circle().from[1]) / 2}
                    />
                  )}
                </For>
              )}
            </Match>
            <Match when={mark.kind === 'text' && mark}>
              {(text) => (
                <text class={styles.text} x={x(text().at[0])} y={text().at[1]}>
                  {text().text}
                </text>
              )}
            </Match>
          </Switch>
        )}
      </For>
      {props.children}
    </svg>
  );
}

const HEAD = 48;

function Arrow(props: { from: readonly [number, number]; to: readonly [number, number]; ratio: number }): JSX.Element {
  const path = () => {
    const [x1, y1] = [props.from[0] * props.ratio, props.from[1]];
    const [x2, y2] = [props.to[0] * props.ratio, props.to[1]];
    const angle = Math.atan2(y2 - y1, x2 - x1);
    const wing = (turn: number) => `${x2 - HEAD * Math.cos(angle + turn)} ${y2 - HEAD * Math.sin(angle + turn)}`;
    return `M ${x1} ${y1} L ${x2} ${y2} M ${wing(0.5)} L ${x2} ${y2} L ${wing(-0.5)}`;
  };
  return (
    <>
      <path class={styles.edge} d={path()} />
      <path class={styles.line} d={path()} />
    </>
  );
}

/** The marks in words, for those who do not see them: 标注：箭头、此处漏水. Empty when there are none. */
export function marksText(marks: readonly PhotoMark[]): string {
  if (marks.length === 0) return '';
  return words.marksText(marks.map((mark) => (mark.kind === 'text' ? `“${mark.text}”` : words.markName[mark.kind])));
}
