/** What was measured of the link, kept so that the next run starts where this one ended. */
import { type Link, UNKNOWN_LINK } from '../domain/estimate';
import { reading, writing } from './database';

const KEY = 'last';

export const readLink = async (): Promise<Link> =>
  (await reading((open) => open.get('link', KEY))) ?? UNKNOWN_LINK;

export const keepLink = (link: Link): Promise<void> =>
  writing(
    ['link'],
    async (transaction) => {
      await transaction.objectStore('link').put(link, KEY);
    },
    'relaxed',
  );
