/** Pictures of the procedures that do not stand on the first screen, by code or by field of law. */
import { Drawing, Picture, type PictureName, pictureOf } from './pictures';

const DRAWN = {
  death: 'line:M16 27V11M24 27V8M32 27V11|smoke:M24 8c-3-2 3-3 0-6M16 11c-3-2 2-4 0-6M32 11c-3-2 3-3 1-6|indigo:M9 27h30c0 8-4 12-9 13v4H18v-4c-5-1-9-5-9-13z|yellow:M7 25h34v4H7z|red:24 35 3',
  care: 'skin:17 13 7|indigo:M6 44c0-14 4-21 11-21s11 7 11 21z|skin:34 23 5.5|red:M26 44c0-9 3-13 8-13s8 4 8 13z',
  disability: 'skin:20 9 5.5|red:M16 16h8l2 12h10l4 10-4 2-3-7H19z|ring:21 34 10',
  poverty: 'yellow:M13 22h22l4 14c1 5-3 8-7 8H16c-4 0-8-3-7-8z|red:M14 16h20v6H14z|pale:M16 16c0-9 3-11 8-11s8 2 8 11z|line:M24 27v12M20 30.5h6M22 35.5h6',
  house_land: 'teal:M3 36c9-6 16-2 21 0s13 4 21-2v11H3z|yellow:M13 22h22v16H13z|red:M9 23 24 9l15 14z|indigo:M21 38V28h6v10z',
  business: 'yellow:M8 22h32v22H8z|indigo:M13 28h9v16h-9zM27 28h9v8h-9z|red:M5 22 9 8h30l4 14c0 4-6 4-7.5 0-1 4-7 4-8 0-1 4-6 4-7 0-1 4-7 4-8 0C11 26 5 26 5 22z',
  merit: 'red:M17 4h14l-3 16h-8z|yellow:24 31 13|red:m24 22 2.6 5.7 6.2.8-4.6 4.2 1.2 6.2-5.4-3-5.4 3 1.2-6.2-4.6-4.2 6.2-.8z',
  school: 'indigo:m24 8 21 9-21 9L3 17z|teal:M11 23v10c0 6 26 6 26 0V23l-13 6z|yellow:M41 19h2v14h-2z',
} satisfies Record<string, string>;

type Name = PictureName | keyof typeof DRAWN;

const BY_CODE: Record<string, Name> = {
  '1.000656': 'death',
  '1.001022': 'care',
  '1.001653': 'disability',
  '1.001699': 'disability',
  '1.001731': 'death',
  '1.001776': 'care',
  '1.004746': 'marriage',
  '1.004772': 'birth',
  '1.004837': 'care',
  '1.004845': 'care',
  '1.004884': 'birth',
  '1.014028': 'death',
  '2.000908': 'copies',
  '2.000986': 'birth',
  '2.001035': 'signature',
  '2.001088': 'birth',
  '2.002307': 'death',
  '2.002622': 'death',
};

const BY_FIELD: Record<string, Name> = {
  'Bảo trợ xã hội': 'poverty',
  'Chứng thực': 'stamp',
  'Giáo dục và Đào tạo': 'school',
  'Giảm nghèo': 'poverty',
  'Hoạt động xây dựng': 'house_land',
  'Người có công': 'merit',
  'Thành lập và hoạt động của hộ kinh doanh': 'business',
  'Đăng ký, quản lý cư trú': 'residence',
  'Đất đai': 'house_land',
};

/** The picture of any procedure. */
export function AnyPicture({ code, field }: { code: string; field?: string }) {
  const name = pictureOf(code) ?? BY_CODE[code] ?? BY_FIELD[field ?? ''] ?? 'documents';
  return name in DRAWN ? <Drawing>{DRAWN[name as keyof typeof DRAWN]}</Drawing> : <Picture name={name as PictureName} />;
}
