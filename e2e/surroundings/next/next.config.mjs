export default {
  // Next's webpack replaces what ws looks for, and does not find, by empty modules.
  serverExternalPackages: ['wsevent'],
}
