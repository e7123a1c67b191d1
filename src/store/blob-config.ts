import { z } from 'zod';

/** Where the bytes of kept files lie outside the store. With a `url` alone: managed identity. */
export const BlobConfig = z.union([
  z.object({ connectionString: z.string(), container: z.string() }),
  z.object({ url: z.string(), container: z.string() }),
]);
export type BlobConfig = z.infer<typeof BlobConfig>;
