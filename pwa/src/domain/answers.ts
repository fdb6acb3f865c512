/** What a person may answer. Absent: not answered yet; null: "Tôi chưa có / không biết". */
export interface PlaceAnswer {
  province: string;
  commune: string;
  detail?: string;
}

/** An old or foreign address, kept as it was said. */
export interface FreePlaceAnswer {
  text: string;
}

/** No phone of one's own: whom to tell instead. */
export interface PhoneVia {
  via: string;
}

export interface BankAccount {
  bank: string;
  number: string;
  holder: string;
}

export type TableRow = { [column: string]: Answer };

export type Answer =
  | string
  | number
  | boolean
  | null
  | string[]
  | PlaceAnswer
  | FreePlaceAnswer
  | PhoneVia
  | BankAccount
  | TableRow[];

export type Answers = { [field: string]: Answer };
