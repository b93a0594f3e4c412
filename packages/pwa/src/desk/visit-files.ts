import type { PhotoMark } from '@huiyin/domain/cases';

/** A photo, signature or voice note as the desk's queries ask for it. */
export interface ShownAttachment {
  readonly id: string;
  readonly kind: 'photo' | 'signature' | 'voice';
  readonly url: string;
  readonly caption: string;
  readonly masked: boolean;
  readonly seconds?: number | null;
  readonly position?: { readonly latitude: number; readonly longitude: number } | null;
  readonly marks: readonly {
    readonly kind: 'arrow' | 'circle' | 'text';
    readonly from: readonly number[];
    readonly to: readonly number[] | null;
    readonly text: string | null;
  }[];
}

/** The marks of a photo as they are drawn; one of a later version that this one does not know is left out. */
export function marksOf(photo: Pick<ShownAttachment, 'marks'>): readonly PhotoMark[] {
  return photo.marks.flatMap(({ kind, from: [x1, y1], to, text }): PhotoMark[] => {
    if (x1 === undefined || y1 === undefined) return [];
    if (kind === 'text') return [{ kind, at: [x1, y1], text: text ?? '' }];
    const [x2, y2] = to ?? [];
    return x2 === undefined || y2 === undefined ? [] : [{ kind, from: [x1, y1], to: [x2, y2] }];
  });
}
