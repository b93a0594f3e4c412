import { type Chart, drawChart, type Mark, type Tone } from '@huiyin/domain/charts';
import { createSignal, For, type JSX, onCleanup, onMount } from 'solid-js';
import { reportMessages as words } from '../messages/reports.zh-CN.ts';
import styles from './reports.module.css';

/** On paper it is as wide as the type area; a phone draws it as wide as itself, so that its words stay as large. */
const [narrowest, widest] = [300, 610];

/** A chart (图) of a report: the same drawing as in Word and PDF. Its numbers stand in the table above it. */
export function ChartFigure(props: { chart: Chart; number: number }): JSX.Element {
  const [width, setWidth] = createSignal(442);
  let box: HTMLElement | undefined;
  onMount(() => {
    if (!box) return;
    const watch = new ResizeObserver(([entry]) => {
      // Points on the screen are a little larger than pixels: small type has to be read.
      if (entry) setWidth(Math.round(Math.min(widest, Math.max(narrowest, entry.contentRect.width / 1.2))));
    });
    watch.observe(box);
    onCleanup(() => watch.disconnect());
  });
  const drawing = () => drawChart(props.chart, width());
  return (
    <figure class={styles.figure} ref={box}>
      <svg
        viewBox={`0 0 ${drawing().width} ${drawing().height}`}
        style={{ width: `${drawing().width * 1.2}px` }}
        role="img"
        aria-label={words.figure(props.number, props.chart.title)}
      >
        <For each={drawing().marks}>{(mark) => <MarkView mark={mark} />}</For>
      </svg>
      <figcaption>{words.figure(props.number, props.chart.title)}</figcaption>
    </figure>
  );
}

/** The tones of a chart by day and by night; on paper they are those of Word and PDF. */
const toned = (tone: Tone): string => `var(--chart-${tone})`;

function MarkView(props: { mark: Mark }): JSX.Element {
  const mark = props.mark;
  switch (mark.kind) {
    case 'line':
      return (
        <polyline
          points={mark.points.map((point) => point.join(',')).join(' ')}
          fill="none"
          stroke={toned(mark.tone)}
          stroke-width={mark.width}
          stroke-dasharray={mark.dash?.join(' ')}
        />
      );
    case 'box':
      return (
        <rect
          x={mark.x}
          y={mark.y}
          width={mark.width}
          height={mark.height}
          fill={toned(mark.fill)}
          stroke={mark.edge === undefined ? 'none' : toned(mark.edge)}
          stroke-width="0.6"
        />
      );
    case 'dot':
      return <circle cx={mark.x} cy={mark.y} r={mark.r} fill={toned(mark.fill)} />;
    case 'text':
      return (
        <text x={mark.x} y={mark.y} font-size={`${mark.size}`} text-anchor={mark.anchor} dominant-baseline="central">
          {mark.text}
        </text>
      );
  }
}
