/** How many pictures a picture PIN has. */
export const PIN_LENGTH = 4;
