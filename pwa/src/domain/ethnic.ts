/** The 54 ethnic groups (dân tộc) of the official list (QĐ 121-TCTK/PPCĐ, 1979), Kinh first. */
export const ETHNIC_GROUPS: readonly string[] = (
  'Kinh|Tày|Thái|Hoa|Khơ-me|Mường|Nùng|Mông|Dao|Gia-rai|Ngái|Ê-đê|Ba-na|Xơ-đăng|Sán Chay|Cơ-ho|' +
  'Chăm|Sán Dìu|Hrê|Mnông|Ra-glai|Xtiêng|Bru-Vân Kiều|Thổ|Giáy|Cơ-tu|Giẻ-Triêng|Mạ|Khơ-mú|Co|' +
  'Tà-ôi|Chơ-ro|Kháng|Xinh-mun|Hà Nhì|Chu-ru|Lào|La Chi|La Ha|Phù Lá|La Hủ|Lự|Lô Lô|Chứt|Mảng|' +
  'Pà Thẻn|Cơ Lao|Cống|Bố Y|Si La|Pu Péo|Brâu|Ơ Đu|Rơ-măm'
).split('|');
