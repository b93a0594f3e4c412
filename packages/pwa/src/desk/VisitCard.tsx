import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { visitWords } from '../messages/visit.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { marksText, PhotoMarks } from '../ui/PhotoMarks.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';
import { marksOf, type ShownAttachment } from './visit-files.ts';
import visitStyles from './visits.module.css';

type Visit = NonNullable<PetitionCase['visit']>;

/** The down-visit that a case came from. */
export function VisitCard(props: { visit: Visit; today: PlainDate }): JSX.Element {
  return (
    <Card title={words.visit} class={styles.card}>
      <p>
        <A href={`/desk/visits/${props.visit.id}`}>
          {dateText(props.visit.visitedOn, props.today)} {props.visit.place.name}
        </A>
      </p>
      <p class="muted small">{[props.visit.modeName, props.visit.leaderName, ...props.visit.companions].join(' · ')}</p>
      <Show when={props.visit.observations}>
        <p class={styles.observations}>{props.visit.observations}</p>
      </Show>
      <Photos attachments={props.visit.attachments} />
    </Card>
  );
}

/** The photos in the leader's order, each with what was drawn over it and its caption; a tap opens the picture itself. */
export function Photos(props: { attachments: readonly ShownAttachment[] }): JSX.Element {
  const photos = () => props.attachments.filter(({ kind }) => kind === 'photo');
  return (
    <Show when={photos().length > 0}>
      <ol class={visitStyles.photos}>
        <For each={photos()}>{(photo, index) => <Photo photo={photo} place={index() + 1} />}</For>
      </ol>
    </Show>
  );
}

function Photo(props: { photo: ShownAttachment; place: number }): JSX.Element {
  const [broken, setBroken] = createSignal(false);
  const [ratio, setRatio] = createSignal(4 / 3);
  const marks = () => marksOf(props.photo);
  const name = () =>
    [`${words.photo} ${props.place}`, props.photo.caption, marksText(marks())].filter(Boolean).join('，');
  return (
    <li class={visitStyles.photo}>
      <Show when={!broken()} fallback={<span class={styles.broken}>{words.photosUnread}</span>}>
        <a
          class={visitStyles.picture}
          style={{ 'aspect-ratio': ratio() }}
          href={props.photo.url}
          target="_blank"
          rel="noreferrer"
        >
          <img
            src={props.photo.url}
            alt={name()}
            loading="lazy"
            decoding="async"
            onLoad={(event) =>
              setRatio(event.currentTarget.naturalWidth / Math.max(1, event.currentTarget.naturalHeight))
            }
            onError={() => setBroken(true)}
          />
          <PhotoMarks marks={marks()} ratio={ratio()} />
        </a>
      </Show>
      <p class={visitStyles.captionLine}>
        <b>{props.place}</b> {props.photo.caption}
        <Show when={props.photo.masked}>
          <span class="muted small">{visitWords.masked}</span>
        </Show>
      </p>
    </li>
  );
}
