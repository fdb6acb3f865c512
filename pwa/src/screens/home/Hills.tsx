/** Ridges behind ridges and one house with a light: where the app is used. */
export function Hills() {
  return (
    <svg class="hills" viewBox="0 0 360 84" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <circle class="hills__sun" cx="292" cy="26" r="15" />
      <path class="hills__far" d="M0 62 42 30l26 20 46-40 52 44 30-22 40 30 44-38 80 50v48H0z" />
      <path class="hills__mid" d="M0 72c40-26 78-18 116-6s82 10 124-8 84-10 120 4v24H0z" />
      <path class="hills__near" d="M0 84V74c60-12 120-4 190 0s120-4 170-10v20z" />
      <path class="hills__roof" d="m58 58 18-14 18 14z" />
      <path class="hills__wall" d="M62 58h28v10H62z" />
      <path class="hills__lamp" d="M73 60h6v8h-6z" />
      <path class="hills__posts" d="M64 68v8M76 68v9M88 68v9" />
    </svg>
  );
}
