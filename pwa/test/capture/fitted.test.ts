import { expect, it } from 'vitest';
import { takePage } from '../../src/capture';
import { fitted } from '../../src/capture/shrink';

it('makes the long edge 1600 and enlarges nothing', () => {
  expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 });
  expect(fitted(3000, 4000)).toEqual({ width: 1200, height: 1600 });
  expect(fitted(800, 600)).toEqual({ width: 800, height: 600 });
  expect(fitted(20000, 1)).toEqual({ width: 1600, height: 1 });
});

it('passes a PDF as it is, whatever its name says, and hashes exactly its bytes', async () => {
  const page = await takePage(new File(['%PDF-1.7 abc'], 'anh.jpg', { type: 'image/jpeg' }));
  expect(page.media_type).toBe('application/pdf');
  expect(await page.blob.text()).toBe('%PDF-1.7 abc');
  expect(page.sha256).toMatch(/^[0-9a-f]{64}$/);
});

it('says that an empty file is empty', async () => {
  await expect(takePage(new File([], 'x.jpg'))).rejects.toMatchObject({ fault: 'empty' });
});
