// Lines that get a date although they should stay text. The test fixes their number; a corrected line moves to the
// others.

export const knownWrong = [
  'Cancel the class starting monday',
  'Dial 020 7946 at 9',
  'Call Ann once Bob lands tomorrow',
  'Play Blue Monday',
  'Mop every friday from time to time',
  'Mop tomorrow at the latest',
  'Mop friday?',
  'Mop friday at some point',
  'Mop friday 9am-ish',
  'Book hotel Dec 4 for 2 nights from Dec 6',
]
