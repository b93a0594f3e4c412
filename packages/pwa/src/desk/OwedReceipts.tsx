import { isOwedReceipt, type ReceiptState } from '@huiyin/domain/cases';
import { receiptStateName } from '@huiyin/domain/messages';
import { For, type JSX } from 'solid-js';
import { Chip } from '../ui/Chip.tsx';

/** What the unit of a row has not acknowledged yet (待签收). */
export function OwedReceipts(props: { receipts: readonly ReceiptState[] }): JSX.Element {
  return <For each={props.receipts.filter(isOwedReceipt)}>{(receipt) => <Chip>{receiptStateName(receipt)}</Chip>}</For>;
}
