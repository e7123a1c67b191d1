import { ConflictError } from './ports.ts';

/** Runs a commit that another may have made before. @returns whether this one made it */
export async function committed(commit: () => Promise<unknown>): Promise<boolean> {
  try {
    await commit();
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
