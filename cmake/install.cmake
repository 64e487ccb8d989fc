# What is installed, and how packages are cut from it: the program and all that an operator needs
# (component `program`), and what an author of parsers needs (component `devel`).  Nothing goes to
# /etc when somebody installs by hand: the component `config` is for packages, which know that an
# operator's changes to it must stay.
include(GNUInstallDirs)
set(units ${PROJECT_SOURCE_DIR}/packaging/systemd)
set(doc ${CMAKE_INSTALL_DATADIR}/doc/smtplog)
set(plugins ${CMAKE_INSTALL_LIBDIR}/smtplog)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)

install(TARGETS smtplog)
foreach(section 1 5 7)
  file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/man/*.${section})
  if(pages)
    install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
  endif()
endforeach()
install(FILES README.md CHANGELOG.md docs/schema.md DESTINATION ${doc})
install(DIRECTORY packaging/examples/ packaging/monitoring DESTINATION ${doc}/examples)
install(FILES ${PROJECT_BINARY_DIR}/datasette.json DESTINATION ${doc}/examples)

install(FILES packaging/examples/smtplog.conf DESTINATION /etc/smtplog COMPONENT config
        EXCLUDE_FROM_ALL)
install(DIRECTORY DESTINATION /etc/smtplog/conf.d COMPONENT config EXCLUDE_FROM_ALL)
install(DIRECTORY DESTINATION /etc/smtplog/rules.d COMPONENT config EXCLUDE_FROM_ALL)
install(DIRECTORY DESTINATION /etc/smtplog/forms.d COMPONENT config EXCLUDE_FROM_ALL)

# The shells load these when they are first asked; they ask the program, which knows its own options.
set(completions ${PROJECT_SOURCE_DIR}/packaging/completions)
install(FILES ${completions}/bash/smtplog
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${completions}/zsh/_smtplog
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${completions}/fish/smtplog.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# Below the prefix: systemd looks in /usr/lib, /usr/local/lib and /lib alike.
function(smtplog_install_configured in out destination component)
  # The prefix is known only when installing.
  install(CODE "
    set(bindir \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
    set(PROJECT_VERSION ${PROJECT_VERSION})
    set(CMAKE_INSTALL_INCLUDEDIR ${CMAKE_INSTALL_INCLUDEDIR})
    set(CMAKE_INSTALL_LIBDIR ${CMAKE_INSTALL_LIBDIR})
    configure_file(${in} ${PROJECT_BINARY_DIR}/installed/${out} @ONLY)" COMPONENT ${component})
  install(FILES ${PROJECT_BINARY_DIR}/installed/${out} DESTINATION ${destination}
          COMPONENT ${component})
endfunction()
foreach(unit smtplog-nightly smtplog-mail)
  smtplog_install_configured(${units}/${unit}.service.in ${unit}.service lib/systemd/system program)
endforeach()
install(FILES ${units}/smtplog-nightly.timer DESTINATION lib/systemd/system)
install(FILES ${units}/sysusers.conf DESTINATION lib/sysusers.d RENAME smtplog.conf)
install(FILES ${units}/tmpfiles.conf DESTINATION lib/tmpfiles.d RENAME smtplog.conf)

# For authors of parsers: headers, the form machine, the flags to use them, a parser to begin from.
install(DIRECTORY parsers/include/smtplog DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT devel)
install(FILES parsers/form/form.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/smtplog COMPONENT devel)
install(TARGETS smtplog-form ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT devel)
smtplog_install_configured(${PROJECT_SOURCE_DIR}/packaging/smtplog.pc.in smtplog.pc
                           ${CMAKE_INSTALL_LIBDIR}/pkgconfig devel)
install(FILES parsers/README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/smtplog-dev
        COMPONENT devel)
install(DIRECTORY parsers/template DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/smtplog-dev/examples
        COMPONENT devel)

# cpack -G RPM (or any other of its kinds) makes smtplog and smtplog-devel of the same rules.
set(CPACK_PACKAGE_NAME smtplog)
set(CPACK_PACKAGE_VENDOR "the smtplog developers")
set(CPACK_PACKAGE_CONTACT "the smtplog developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_COMPONENTS_ALL program config devel)
set(CPACK_COMPONENT_PROGRAM_GROUP smtplog)
set(CPACK_COMPONENT_CONFIG_GROUP smtplog)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_MAIN_COMPONENT smtplog)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE BSD-2-Clause)
set(CPACK_RPM_PACKAGE_GROUP Applications/System)
set(CPACK_RPM_SMTPLOG_USER_FILELIST "%config(noreplace) /etc/smtplog/smtplog.conf")
set(CPACK_RPM_SMTPLOG_POST_INSTALL_SCRIPT_FILE ${PROJECT_SOURCE_DIR}/packaging/rpm/post.sh)
set(CPACK_RPM_SMTPLOG_PRE_UNINSTALL_SCRIPT_FILE ${PROJECT_SOURCE_DIR}/packaging/rpm/preun.sh)
set(CPACK_RPM_DEVEL_PACKAGE_REQUIRES "smtplog = ${PROJECT_VERSION}, pkgconfig, pcre2-devel")
include(CPack)
