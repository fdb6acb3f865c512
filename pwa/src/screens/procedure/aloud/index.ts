export { Listen } from './Listen';
export { Next } from './Next';
