import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';

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
      <Attachments attachments={props.visit.attachments.filter((one) => one.kind !== 'voice')} />
    </Card>
  );
}

/** Photos and signature, from the guarded /files/:id; a tap opens the picture itself. */
export function Attachments(props: {
  attachments: readonly {
    readonly id: string;
    readonly kind: 'photo' | 'signature' | 'voice';
    readonly mime: string;
    readonly url: string;
  }[];
}): JSX.Element {
  const name = (kind: 'photo' | 'signature' | 'voice', index: number) =>
    kind === 'signature' ? words.signature : `${words.photo} ${index + 1}`;
  return (
    <Show when={props.attachments.length > 0}>
      <ul class={styles.photos}>
        <For each={props.attachments}>
          {(attachment, index) => (
            <Thumbnail
              url={attachment.url}
              name={name(attachment.kind, index())}
              signature={attachment.kind === 'signature'}
            />
          )}
        </For>
      </ul>
    </Show>
  );
}

function Thumbnail(props: { url: string; name: string; signature: boolean }): JSX.Element {
  const [broken, setBroken] = createSignal(false);
  return (
    <li>
      <Show when={!broken()} fallback={<span class={styles.broken}>{words.photosUnread}</span>}>
        <a href={props.url} target="_blank" rel="noreferrer">
          <img
            class={props.signature ? styles.signature : ''}
            src={props.url}
            alt={props.name}
            loading="lazy"
            decoding="async"
            onError={() => setBroken(true)}
          />
        </a>
      </Show>
    </li>
  );
}
