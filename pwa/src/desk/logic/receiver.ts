/** Who takes a result away. */
export const RECEIVERS = ['self', 'family', 'asked', 'post'] as const;

export interface TypedReceiver {
  full_name: string;
  relation: string;
  id_number: string;
}

type Owner = Pick<TypedReceiver, 'full_name' | 'id_number'>;

/**
 * Another relation is another person: the owner's name and number must not stand in the record of a
 * hand-over to somebody else. What the officer typed stays.
 */
export function receiverAs(typed: TypedReceiver, chosen: (typeof RECEIVERS)[number], owner: Owner, words: string): TypedReceiver {
  if (chosen === 'self') return { ...owner, relation: words };
  return {
    full_name: typed.full_name === owner.full_name ? '' : typed.full_name,
    id_number: typed.id_number === owner.id_number ? '' : typed.id_number,
    relation: words,
  };
}
