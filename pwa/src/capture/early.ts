/** Everything that makes pages: the chunk that this lies in, and the worker's script, kept from now on. */
import { openStudio } from './studio';

/** Fails where the worker's script cannot be had. */
export async function fetchAll(): Promise<void> {
  const open = openStudio();
  try {
    await open.ready();
  } finally {
    open.close();
  }
}
