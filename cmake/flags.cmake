# What every file of ours is compiled with. The list is house style: a server of this shape compiles clean with it.
add_compile_options(
  -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wundef
  -Wvla -fno-common -fstack-protector-strong)

if(AIG_WERROR)
  add_compile_options(-Werror)
endif()

if(AIG_SANITIZE)
  add_compile_options(-fsanitize=${AIG_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${AIG_SANITIZE})
endif()

if(AIG_HARDEN)
  # trust.md H12. Asserts stay on: a wrong state is worse than a restart.
  set(CMAKE_C_FLAGS_RELEASE "-O2 -g1")
  add_compile_options(
    -Wformat -Werror=format-security -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
    -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero -fPIE)
  add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
