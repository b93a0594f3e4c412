import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { requestFaults } from '../messages/malformed.ts';
import { asClientMistake, clientMistake } from './mistakes.ts';

/** One operation that has passed the parser and every rule of the schema and of the hardening. */
export interface SoundOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** What checks a document: Yoga's parser and rules with all plugins. */
export interface Checks {
  parse(text: string): DocumentNode;
  /** What is wrong with it; empty when nothing is. */
  validate(document: DocumentNode): readonly GraphQLError[];
}

const mostKept = 500;

/**
 * Answers the sound operation in a text, or undefined when there is none: whoever asks then leaves the text to Yoga, which
 * says what is wrong. Each text is checked once, however many send it.
 */
export function openDocuments(checks: () => Checks) {
  const kept = new Map<string, DocumentNode>();
  return (text: string, operationName: string | undefined): SoundOperation | undefined => {
    const document = kept.get(text) ?? check(checks(), text);
    if (!document) return undefined;
    if (!kept.has(text)) {
      if (kept.size >= mostKept) kept.clear();
      kept.set(text, document);
    }
    const operation = getOperationAST(document, operationName);
    return operation ? { document, operation } : undefined;
  };
}

/** What is wrong with a text that holds no sound operation, for doors that Yoga does not keep. */
export function faultsOf({ parse, validate }: Checks, text: string): readonly GraphQLError[] {
  try {
    const [first, ...others] = validate(parse(text)).map(asClientMistake);
    return first ? [first, ...others] : [asClientMistake(new GraphQLError('Must provide an operation.'))];
  } catch (error) {
    if (error instanceof GraphQLError) return [asClientMistake(error)];
    if (error instanceof RangeError) return [clientMistake(requestFaults.tooDeep, undefined)];
    throw error;
  }
}

function check({ parse, validate }: Checks, text: string): DocumentNode | undefined {
  try {
    const document = parse(text);
    return validate(document).length === 0 ? document : undefined;
  } catch {
    // Yoga meets the same error, logs what is ours and says what is the client's.
    return undefined;
  }
}

/** The single root field of a subscription, through fragments; undefined when directives decide what it is. */
export function rootFieldOf({ document, operation }: SoundOperation): FieldNode | undefined {
  const fields: FieldNode[] = [];
  const collect = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.directives?.length) return false;
      if (selection.kind === Kind.FIELD) return fields.push(selection) > 0;
      if (selection.kind === Kind.INLINE_FRAGMENT) return collect(selection.selectionSet);
      const spread = document.definitions.find(
        (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
      );
      return spread?.kind === Kind.FRAGMENT_DEFINITION && collect(spread.selectionSet);
    });
  const [first, ...others] = collect(operation.selectionSet) ? fields : [];
  const responseName = (field: FieldNode | undefined) => field?.alias?.value ?? field?.name.value;
  return others.some((other) => responseName(other) !== responseName(first)) ? undefined : first;
}
