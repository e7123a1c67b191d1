import type { Tie } from '../../domain/associations/association.ts';
import { Workload } from '../../domain/shared/catalogue.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { WORKLOAD_NAMES } from '../kit/labels.ts';
import { plain } from '../kit/text.ts';
import { productName } from './product.ts';

/** What a tie is about: the subscription's product, the workload, or the credential that is linked. */
export function targetName(
  { association, target, product }: Pick<Tie, 'association' | 'target' | 'product'>,
  reader: Reads,
): Text {
  if (association === 'pal') return linkedName(target, reader);
  if (product !== '') return productName(product);
  return workloadName(target);
}

/** A target of figures: a workload by name, another one as it is written. */
export function workloadName(target: string): Text {
  const workload = Workload.safeParse(target);
  return workload.success ? WORKLOAD_NAMES[workload.data] : plain(target, 60);
}

function linkedName(credential: string, reader: Reads): Text {
  switch (credential) {
    case 'user':
    case 'guest':
    case 'service-principal':
    case 'service-account':
      return say(reader, `associations.linked.${credential}`);
    default:
      return say(reader, 'associations.linked.other', { credential: plain(credential, 60) });
  }
}
