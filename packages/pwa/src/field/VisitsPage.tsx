import { useNavigate } from '@solidjs/router';
import { type JSX, onMount } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { Button } from '../ui/Button.tsx';
import { ConnectionLine } from './Connection.tsx';
import styles from './field.module.css';
import { VisitRows } from './VisitRows.tsx';

/** 下访: all visits, those only here and those at the server. */
export default function VisitsPage(): JSX.Element {
  const navigate = useNavigate();
  onMount(() => {
    document.title = words.tabs.visits;
  });
  return (
    <main class={styles.page}>
      <header class={styles.head}>
        <h1>{words.tabs.visits}</h1>
        <ConnectionLine />
      </header>
      <div class={styles.section}>
        <Button look="primary" size="large" wide onClick={() => navigate(`/field/visits/new?draft=${uuidv7()}`)}>
          {words.logVisit}
        </Button>
      </div>
      <section class={styles.section}>
        <VisitRows open />
      </section>
    </main>
  );
}
