/** Where a list by a numeric rank goes on: at which page of the store, and there behind which entry. */
export interface NumberCursor {
  readonly page: string;
  readonly rank: number;
  readonly id: string;
}

const BEGINNING: NumberCursor = { page: '', rank: -Infinity, id: '' };
const CURSOR = /^([\w-]{0,300})(?:~(\d{1,16})~([\w:-]{1,100}))?$/;

/** It was on a card, and so comes from anybody: it only ever says where to go on. */
export function readNumberCursor(after: string | undefined): NumberCursor {
  const [, page = '', rank, id = ''] = CURSOR.exec(after ?? '') ?? [];
  return rank === undefined ? { ...BEGINNING, page } : { page, rank: Number(rank), id };
}

export function numberCursor(
  page: string,
  last?: { readonly id: string; readonly value: { readonly rank: number } },
): string {
  return last === undefined ? page : `${page}~${last.value.rank}~${last.id}`;
}
