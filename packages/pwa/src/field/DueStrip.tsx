import type { Deadline } from '@huiyin/domain';
import type { JSX } from 'solid-js';
import { WhyThisDate } from '../ui/WhyThisDate.tsx';
import { whyFromDomain } from '../ui/why.ts';

/** The strip of a due date reckoned on this phone; a part of its own, since most days nobody asks. */
export default function DueStrip(props: { due: Deadline }): JSX.Element {
  return <WhyThisDate why={whyFromDomain(props.due)} />;
}
