import type { OfferedFile } from '../../domain/files/offered-file.ts';
import type { Text } from '../../words/text.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { Speaking } from '../speaking.ts';

/** A file as it is at this moment, for whoever asks. */
export interface MadeFile {
  readonly name: string;
  /** What it is and what for, in a sentence; plain text. */
  readonly description: Text;
  readonly bytes: Buffer;
  /** The card that its button is on, as it now is. */
  readonly card: AdaptiveCard;
}

export type NotMade =
  /** Not there, or not for them: nothing can be probed. */
  | { readonly code: 'forbidden' }
  /** There is no such file any more. */
  | { readonly code: 'over'; readonly why: string; readonly card: AdaptiveCard };

/**
 * Makes a file from the store as it is now. It must ask for the rights of `speaking.actor` itself: the description comes
 * from a client.
 */
export type MakeFile<F extends OfferedFile> = (
  speaking: Speaking,
  file: F,
) => Promise<Result<MadeFile, NotMade>>;
