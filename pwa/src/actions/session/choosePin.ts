import { putPin } from '../../api/session';
import { type Fault, faultOf } from './outcome';

/** The four pictures that open this profile on another phone. */
export async function choosePin(pin: number[]): Promise<Fault | null> {
  const answer = await putPin(pin);
  return answer.kind === 'ok' ? null : faultOf(answer);
}
