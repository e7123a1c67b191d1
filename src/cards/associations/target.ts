import type { Tie } from '../../domain/associations/association.ts';
import { Workload } from '../../domain/shared/catalogue.ts';
import { WORKLOAD_NAMES } from '../kit/labels.ts';
import { plain } from '../kit/text.ts';
import { productName } from './product.ts';

/** What a tie is about: the subscription's product, the workload, or the credential that is linked. */
export function targetName({
  association,
  target,
  product,
}: Pick<Tie, 'association' | 'target' | 'product'>): string {
  if (association === 'pal') return `${CREDENTIAL_NAMES.get(target) ?? plain(target, 60)} linked`;
  if (product !== '') return productName(product);
  return workloadName(target);
}

/** A target of figures: a workload by name, another one as it is written. */
export function workloadName(target: string): string {
  const workload = Workload.safeParse(target);
  return workload.success ? WORKLOAD_NAMES[workload.data] : plain(target, 60);
}

const CREDENTIAL_NAMES: ReadonlyMap<string, string> = new Map([
  ['user', 'User'],
  ['guest', 'Guest user'],
  ['service-principal', 'Service principal'],
  ['service-account', 'Service account'],
]);
