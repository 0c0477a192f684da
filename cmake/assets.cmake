# Fonts, catalogue and shaders are copied to share/recce beside bin, and looked up there first, so that pages have the
# same bytes everywhere.
set(RECCE_SHARE ${CMAKE_BINARY_DIR}/share/recce)
file(GLOB fonts
  /usr/share/fonts/opentype/inter/Inter-Regular.otf /usr/share/fonts/opentype/inter/Inter-Medium.otf
  /usr/share/fonts/opentype/inter/Inter-SemiBold.otf /usr/share/fonts/opentype/inter/Inter-Bold.otf
  /usr/share/fonts/truetype/inter/Inter-Regular.* /usr/share/fonts/truetype/inter/Inter-Medium.*
  /usr/share/fonts/truetype/courier-prime/*.ttf /usr/share/fonts/truetype/fork-awesome/*.ttf
  /usr/share/fonts/opentype/fork-awesome/*.otf)
if(NOT fonts)
  message(FATAL_ERROR "Fonts are missing: run tools/setup")
endif()
file(COPY ${fonts} DESTINATION ${RECCE_SHARE}/fonts)
if(EXISTS ${CMAKE_SOURCE_DIR}/assets/catalogue)
  file(GLOB_RECURSE rows CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/assets ${CMAKE_SOURCE_DIR}/assets/catalogue/*.json)
  foreach(row ${rows})
    configure_file(${CMAKE_SOURCE_DIR}/assets/${row} ${RECCE_SHARE}/${row} COPYONLY)
  endforeach()
endif()
