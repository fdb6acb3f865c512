import { dropRecordings, keptRecordings } from '../../storage/away/recordings';
import { dropBytes, dropCatalogue } from '../../storage/away/room';
import type { Room } from '../../state/away/room';

/** Photographs of which the commune has every byte: they stay in their drafts, as small pictures. */
export const freePhotographs = ({ atServer }: Room): Promise<void> => dropBytes(atServer.ids);

/** Procedures come again when somebody opens them where there is a link. */
export const freeProcedures = ({ procedures }: Room): Promise<void> => dropCatalogue(procedures.keys);

export { dropRecordings as freeRecordings, keptRecordings };
