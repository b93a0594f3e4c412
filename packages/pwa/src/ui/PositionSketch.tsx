import type { PhotoPosition, Position } from '@huiyin/domain/cases';
import { createMemo, For, type JSX } from 'solid-js';
import { visitWords as words } from '../messages/visit.zh-CN.ts';
import styles from './PositionSketch.module.css';

const METRES_A_DEGREE = 111_320;
/** Half the side of the drawing, in its own units. */
const HALF = 100;
const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000];

/** Metres east and south of `from`; flat, which is right to a hand's breadth at a school's size. */
function offset(from: PhotoPosition, to: PhotoPosition): readonly [east: number, south: number] {
  const east = (to.longitude - from.longitude) * METRES_A_DEGREE * Math.cos((from.latitude * Math.PI) / 180);
  return [east, (from.latitude - to.latitude) * METRES_A_DEGREE];
}

/**
 * Where a visit was, without a map and without a call to anybody: the likely circle, the photos that brought their own
 * position, a ring of known size, and the coordinates (WGS 84).
 */
export function PositionSketch(props: {
  position: Position;
  photos?: readonly { readonly name: string; readonly position: PhotoPosition }[];
}): JSX.Element {
  const points = createMemo(() =>
    (props.photos ?? []).map(({ name, position }) => ({ name, at: offset(props.position, position) })),
  );
  /** The ring that holds everything that is near; what is farther stands at the edge. */
  const ring = createMemo(() => {
    const far = points().map(({ at }) => Math.hypot(at[0], at[1]));
    const reach = Math.max(props.position.accuracyMetres, ...far.filter((metres) => metres < 50_000), 10);
    return STEPS.find((step) => step >= reach) ?? 50_000;
  });
  const scale = () => (HALF * 0.8) / ring();
  const place = (metres: number) => Math.max(-HALF + 6, Math.min(HALF - 6, metres * scale()));
  const metres = () => Math.round(props.position.accuracyMetres);
  return (
    <figure class={styles.figure}>
      <svg class={styles.sketch} viewBox="-100 -100 200 200" role="img" aria-label={words.sketchOf(metres())}>
        <path class={styles.axis} d="M -100 0 H 100 M 0 -100 V 100" />
        <circle class={styles.ring} r={HALF * 0.8} />
        <circle class={styles.likely} r={Math.max(3, Math.min(HALF * 0.8, props.position.accuracyMetres * scale()))} />
        <For each={points()}>
          {({ name, at }) => (
            <g transform={`translate(${place(at[0])} ${place(at[1])})`}>
              <rect class={styles.photo} x="-4" y="-4" width="8" height="8" />
              <text class={styles.name} x="7" y="4">
                {name}
              </text>
            </g>
          )}
        </For>
        <circle class={styles.here} r="3.5" />
        <path class={styles.needle} d="M 86 -72 L 90 -92 L 94 -72 L 90 -77 Z" />
        <text class={styles.name} x="86" y="-60">
          {words.north}
        </text>
        <text class={styles.name} x="-96" y="95">
          {words.metres(ring())}
        </text>
      </svg>
      <figcaption class={styles.caption}>
        {words.coordinates(props.position.latitude, props.position.longitude)}
        <span>±{words.metres(metres())}</span>
        <small>{words.datum}</small>
      </figcaption>
    </figure>
  );
}
